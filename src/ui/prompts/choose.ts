import {
  createPrompt,
  isBackspaceKey,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isUpKey,
  makeTheme,
  useKeypress,
  usePagination,
  usePrefix,
  useState,
} from '@inquirer/core';
import { styleText } from 'node:util';
import { wrapWithin } from '../wrap.ts';
import { choiceAt, findChoices, SHORT_LIST, type Choice } from './find-choices.ts';
import { answeredLine, BACK, below, composed, hintLine, paragraph, promptLine, type PromptConfig } from './prompt-words.ts';

interface ChooseConfig extends PromptConfig {
  readonly choices: readonly Choice[];
  /** Several may be chosen; tells what is wrong with those that are, or true. */
  readonly several?: ((values: readonly string[]) => string | true) | undefined;
  /** What is typed may be the answer itself, when it is none of the choices; undefined where it may not. */
  readonly free?: ((text: string) => Choice | undefined) | undefined;
}

interface Row extends Choice {
  readonly isBack?: boolean;
}

const PAGE = 10;
const HIDE_CURSOR = '\u001b[?25l';

/** One or several of a list. A long list is searched by typing; in a short one typing leads to a line. */
export const choose = createPrompt<readonly string[] | typeof BACK, ChooseConfig>((config, done) => {
  const { message, choices, initial, source, help, canGoBack, words, several, free } = config;
  const isSearch = choices.length > SHORT_LIST || free !== undefined;
  const [answer, setAnswer] = useState<string>();
  const [typed, setTyped] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [complaint, setComplaint] = useState<string>();
  const [explained, setExplained] = useState(false);
  const rows = rowsFor(config, isSearch ? typed : '');
  const [active, setActive] = useState(
    Math.max(
      0,
      rows.findIndex(({ value }) => value === initial),
    ),
  );
  const prefix = usePrefix({ status: answer === undefined ? 'idle' : 'done', theme: makeTheme({}) });
  const row = rows[active];
  const nameOf = (value: string): string =>
    shortName(
      choices.find(one => one.value === value),
      value,
    );

  const end = (values: readonly string[] | typeof BACK): void => {
    setAnswer(values === BACK ? `← ${words.back}` : values.map(value => nameOf(value)).join(', '));
    done(values);
  };
  const enter = (): void => {
    if (row?.isBack === true) return end(BACK);
    if (several === undefined) return row && end([row.value]);
    const verdict = several(picked);
    return verdict === true ? end(picked) : setComplaint(verdict);
  };

  useKeypress((key, line) => {
    if (answer !== undefined) return;
    const text = line.line;
    const keep = (kept: string): void => {
      line.clearLine(0);
      if (isSearch) line.write(kept);
      setTyped(kept);
    };
    if (key.name === 'escape') return canGoBack ? end(BACK) : undefined;
    if (isEnterKey(key)) {
      keep(typed);
      return enter();
    }
    if (isUpKey(key) || isDownKey(key)) {
      keep(isSearch ? typed : '');
      return setActive((active + (isUpKey(key) ? -1 : 1) + rows.length) % Math.max(1, rows.length));
    }
    if (several !== undefined && isSpaceKey(key)) {
      keep(typed);
      setComplaint(undefined);
      if (row !== undefined && row.isBack !== true) setPicked(toggled(picked, row.value));
      return undefined;
    }
    if (help !== undefined && text.endsWith('?') && (!isSearch || text === '?')) {
      keep(typed);
      return setExplained(!explained);
    }
    if (isSearch) {
      setTyped(text);
      if (text !== typed) setActive(0);
      return undefined;
    }
    const word = isBackspaceKey(key) ? '' : wordTo(rows, typed, text);
    keep(word);
    if (word !== '') setActive(choiceAt(rows, word));
    return undefined;
  });

  const page = usePagination({
    items: rows,
    active,
    renderItem: ({ item, isActive }) =>
      linesOf(item, { isActive, isPicked: several && picked.includes(item.value), room: config.width() - 1 }),
    pageSize: PAGE,
    loop: false,
  });
  if (answer !== undefined) return answeredLine(prefix, message, answer, '', config);
  const hints = [
    ['↑↓', words.move] as const,
    ...(several === undefined ? [] : [['space', words.mark] as const]),
    ['⏎', several === undefined ? words.choose : words.done] as const,
    ...(help === undefined ? [] : [['?', words.explain] as const]),
    ...(canGoBack ? [['esc', words.back] as const] : []),
  ];
  const found = source !== undefined && row?.value === initial ? source : undefined;
  return [
    promptLine(prefix, message, isSearch ? typed || styleText('dim', words.search) : ''),
    below(
      rows.every(({ isBack }) => isBack) ? styleText('red', `> ${words.nothingFits}`) : undefined,
      rows.length === 0 ? undefined : page,
      [row?.description, found && `(${found})`]
        .filter(Boolean)
        .flatMap(line => wrapWithin(line ?? '', config.width() - 1, '  ', '  '))
        .map(line => styleText('dim', line))
        .join('\n'),
      complaint && styleText('red', paragraph(`> ${complaint}`, config)),
      explained && help ? paragraph(help, config) : undefined,
      `${hintLine(hints)}${isSearch ? '' : HIDE_CURSOR}`,
    ),
  ];
});

function rowsFor({ choices, free, canGoBack, words }: ChooseConfig, typed: string): readonly Row[] {
  const text = composed(typed);
  const found = findChoices(choices, text);
  const own = text === '' || choices.some(({ value }) => value === text) ? undefined : free?.(text);
  return [...found, ...(own ? [own] : []), ...(canGoBack ? [{ value: '', name: `← ${words.back}`, isBack: true }] : [])];
}

/** What leads to a row: all that was typed in a row, or the last letter of it as a new beginning. */
function wordTo(rows: readonly Row[], typed: string, letter: string): string {
  return [typed + letter, letter].find(word => word !== '' && choiceAt(rows, word) >= 0) ?? '';
}

const toggled = (picked: readonly string[], value: string): readonly string[] =>
  picked.includes(value) ? picked.filter(one => one !== value) : [...picked, value];

/** In an answer the name alone stands, without what is only told beside it. */
const shortName = (choice: Choice | undefined, value: string): string => (choice?.name ?? value).split('  ')[0] ?? value;

interface Look {
  readonly isActive: boolean;
  readonly isPicked: boolean | undefined;
  readonly room: number;
}

/** What is too long for a line goes on below it, at a word where that can be. */
function linesOf({ value, name = value, isBack }: Row, { isActive, isPicked, room }: Look): string {
  const box = isPicked === undefined || isBack === true ? '' : isPicked ? '◉ ' : '◯ ';
  return wrapWithin(name, room, `${isActive ? '❯' : ' '} ${box}`, '    ')
    .map(line => (isActive ? styleText('cyan', line) : line))
    .join('\n');
}
