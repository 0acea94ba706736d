import { stripVTControlCharacters } from 'node:util';
import { displayWidth, pieces } from './columns.ts';

/** A word, or a command of ours with its flags: what is copied from the terminal must not be in two lines. */
const WORD = / *((?:npx )?(?:wizard|ecs-bluegreen) [a-z]\S*(?: --[\w-]+(?: [^\s-]\S*)?)*|[^ ]+)/g;

/** What such a command is made of: its name, and each option with its value. */
const UNIT = /(?:npx )?(?:wizard|ecs-bluegreen) [a-z]\S*|--[\w-]+ [^\s-]\S*|\S+/g;

/** What a shell reads on behind. */
const GOES_ON = ' \\';

/** A word, or where a command is too long for a line the parts that it may be broken into. */
function unitsOf(word: string, width: number, rest: string): readonly string[] {
  if (!word.includes(' ')) return [word];
  const room = width - displayWidth(rest);
  if (displayWidth(word) <= room) return [word];
  const units: readonly string[] = word.match(UNIT) ?? [word];
  return units.flatMap(unit => (displayWidth(unit + GOES_ON) <= room ? unit : unit.split(' ')));
}

/**
 * A text on lines of so many columns at most: `first` stands in front of the first, `rest` in front of the others. A word stays whole, and so
 * does a command that a line has room for.
 */
export function wrap(text: string, width: number, first: string, rest: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const [part = '', word = ''] of text.matchAll(WORD)) {
    const units = unitsOf(word, width, rest);
    for (const [at, unit] of units.entries()) {
      // Blanks that a line is broken at are gone.
      const blanks = isEmpty ? '' : at > 0 ? ' ' : part.slice(0, part.length - word.length);
      const end = at < units.length - 1 ? GOES_ON : '';
      if (isEmpty || displayWidth(line + blanks + unit + end) <= width) line += blanks + unit;
      else {
        lines.push(at > 0 ? line + GOES_ON : line);
        line = rest + unit;
      }
      isEmpty = false;
    }
  }
  return [...lines, line];
}

/** The same, but that a word which is too long for a line is broken too. */
export const wrapWithin = (text: string, width: number, first: string, rest: string): readonly string[] =>
  wrap(text, width, first, rest).flatMap((line, at) => {
    if (displayWidth(line) <= width) return [line];
    const begin = at === 0 ? first : rest;
    const [head = '', ...others] = pieces(line.slice(begin.length), Math.max(1, width - displayWidth(rest)));
    return [begin + head, ...others.map(piece => rest + piece)];
  });

/** What a line begins with: colours, and blanks. */
// oxlint-disable-next-line no-control-regex -- colours are what is looked for
const BEGINNING = /^((?:\u001b\[[\d;]*m)*)( *)/;

/**
 * Lines as a terminal of so many columns shows them without breaking words; what goes on stands below where its column began, or the text
 * behind a mark such as `✔`. Where the last column begins too far to the right for that, it has lines of its own.
 */
export function wrapLines(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap(line => {
    if (displayWidth(line) <= width) return [line];
    const plain = stripVTControlCharacters(line);
    const [beginning = '', , blanks = ''] = BEGINNING.exec(line) ?? [];
    const starts = [/^.* {2,}(?=\S)/, /^ *[^\p{L}\p{N}\s] (?=\S)/u].map(before => displayWidth(before.exec(plain)?.[0] ?? ''));
    const fits = (start: number): boolean => start > blanks.length && start <= width / 2;
    const rest = line.slice(beginning.length);
    const [, term = '', last] = /^(.*\S) {2,}(\S.*)$/.exec(rest) ?? [];
    if (last !== undefined && !fits(starts[0] ?? 0)) {
      const below = `${blanks}    `;
      return [...wrapLines(`${beginning}${term}`, width), ...wrap(last, width, below, below)];
    }
    return wrap(rest, width, beginning, ' '.repeat(starts.find(fits) ?? blanks.length));
  });
}
