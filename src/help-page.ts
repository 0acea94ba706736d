import type { Command, Option } from './commands/index.ts';
import { COMMANDS } from './commands/index.ts';
import type { HelpWords } from './i18n/index.ts';
import { GLOBAL_OPTIONS, HELP_OPTION, questionOption, questionsAsked, VERSION_OPTION, wordsKey } from './options.ts';
import type { Question } from './questions/question.ts';
import { namesBelow } from './typed-words.ts';
import { displayWidth, pad } from './ui/columns.ts';
import { wrap } from './ui/wrap.ts';

/** What the help of a command is made from. */
export interface HelpOf {
  /** `sandbox start`; empty for the program. */
  readonly name: string;
  readonly words: HelpWords;
  readonly width: number;
  /** The questions, with their defaults as texts; only where the command has some. */
  readonly questions?: readonly { readonly question: Question; readonly initial: string; readonly message: string }[];
}

type Row = readonly [term: string, words: string];
type Words = Readonly<Record<string, string>>;

/** Where less is left for the words than this, they stand below what they explain. */
const LEAST_WIDTH = 28;

/** A block of the help: a heading, and rows in two columns. */
function block(heading: string, rows: readonly Row[], column: number, width: number): readonly string[] {
  if (rows.length === 0) return [];
  const isBelow = width - column - 4 < LEAST_WIDTH;
  const lines = rows.flatMap(([term, words]) => {
    if (isBelow) return [`  ${term}`, ...wrap(words, width, '      ', '      ')];
    return wrap(words, width, `  ${pad(term, column)}  `, ' '.repeat(column + 4));
  });
  return ['', heading, ...lines.map(line => line.trimEnd())];
}

/** The help of a command, of a group of commands, or of the program. */
export function helpPage({ name, words, width, questions = [] }: HelpOf): string {
  const { headings, description, placeholders, topics, topicsHeading } = words.help;
  const commandWords: Words = words.commands;
  const optionWords: Words = words.options;
  const command = COMMANDS.find(one => one.name === name);
  const below = command === undefined ? namesBelow(COMMANDS, name) : [];
  const row = (option: Option): Row => [option.flags, optionWords[wordsKey(option)] ?? ''];
  const asked: readonly Row[] = command === undefined ? [] : askedRows(command, words, questions);
  const global = [VERSION_OPTION, ...GLOBAL_OPTIONS].map(row);
  const isProgram = name === '';
  const own = isProgram ? [...global, row(HELP_OPTION)] : [...(command?.options ?? []).map(row), ...asked, row(HELP_OPTION)];
  const termOf = (word: string): Row => {
    const full = isProgram ? word : `${name} ${word}`;
    const argument = COMMANDS.find(one => one.name === full)?.argument;
    return [argument === undefined ? word : `${word} [${argument}]`, commandWords[full] ?? ''];
  };
  const commands = [...below.map(termOf), ...(isProgram ? [[`help [${placeholders.command}]`, words.commands.help] as const] : [])];
  const topicRows = isProgram ? Object.entries<string>(topics) : [];
  const others = isProgram ? [] : global;
  const column = Math.max(...[...own, ...others, ...commands, ...topicRows].map(([term]) => displayWidth(term)));
  const place = isProgram ? 'wizard' : `wizard ${name}`;
  const behind = [command === undefined ? `[${placeholders.command}]` : command.argument === undefined ? '' : `[${command.argument}]`];
  const more = (words.moreHelp as Words)[name];
  return [
    `${headings.Usage} ${[place, `[${placeholders.options}]`, ...behind].join(' ').trimEnd()}`,
    '',
    ...wrap(isProgram ? description : (commandWords[name] ?? ''), width, '', ''),
    ...block(headings.Options, own, column, width),
    ...block(headings['Global Options'], others, column, width),
    ...block(headings.Commands, commands, column, width),
    ...block(topicsHeading, topicRows, column, width),
    ...(more === undefined ? [] : more.split('\n').flatMap(line => wrap(line, width, '', ''))),
    '',
  ].join('\n');
}

function askedRows(command: Command, { help }: HelpWords, questions: NonNullable<HelpOf['questions']>): readonly Row[] {
  const asked = questionsAsked(
    command,
    questions.map(({ question }) => question),
  );
  return questions
    .filter(({ question }) => asked.includes(question))
    .map(({ question, initial, message }) => {
      const hints = [
        ...(question.choices === undefined ? [] : [help.oneOf({ choices: question.choices.join(', ') })]),
        ...(initial === '' ? [] : [help.initial({ value: initial })]),
      ];
      return [questionOption(question).flags, `${message}${hints.length === 0 ? '' : ` (${hints.join('; ')})`}`];
    });
}
