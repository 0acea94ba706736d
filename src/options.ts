import type { Command, Option } from './commands/index.ts';
import { LANGUAGE_NAMES } from './i18n/load-messages.ts';
import type { Question } from './questions/question.ts';

/** Options that every command takes. */
export const GLOBAL_OPTIONS: readonly Option[] = [
  { flags: '--config <file>', completes: 'file' },
  { flags: '--env <name>', completes: 'environments' },
  { flags: '--profile <name>', completes: 'profiles' },
  { flags: '--region <region>', completes: 'regions' },
  { flags: '--endpoint-url <url>' },
  { flags: '--sandbox' },
  { flags: '-y, --yes' },
  { flags: '--non-interactive' },
  { flags: '--dry-run' },
  { flags: '--explain' },
  { flags: '--adopt' },
  { flags: '--break-lock' },
  { flags: '--json' },
  { flags: '--lang <language>', choices: LANGUAGE_NAMES },
  { flags: '--no-color' },
  { flags: '-v, --verbose' },
];

export const VERSION_OPTION: Option = { flags: '-V, --version' };
export const HELP_OPTION: Option = { flags: '-h, --help' };

/** What one option is called, and whether a value stands behind it. */
export function partsOf({ flags }: Option): {
  readonly names: readonly string[];
  readonly long: string;
  readonly value: 'must' | 'may' | 'none';
} {
  const names = flags.match(/(?<=^|\s)--?[\w-]+/g) ?? [];
  const value = flags.includes('<') ? 'must' : flags.includes('[') ? 'may' : 'none';
  return { names, long: names.at(-1) ?? '', value };
}

/** `--no-color` -> `noColor`: the key of its words in the catalogue. */
export const wordsKey = (option: Option): string =>
  option.words ??
  partsOf(option)
    .long.slice(2)
    .replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** Every question is also an option; the answer is checked where answers are checked, all of them together. */
export const questionOption = ({ flag, type, choices }: Question): Option => ({
  flags: `--${flag} <${type === 'yes-no' ? 'yes|no' : 'value'}>`,
  choices: type === 'yes-no' ? ['yes', 'no'] : choices?.map(String),
});

const GLOBAL_NAMES = new Set(GLOBAL_OPTIONS.map(option => partsOf(option).long));

/** The questions that are options of a command. Those that every command takes anyway are left out. */
export const questionsAsked = ({ steps = [], options = [] }: Command, questions: readonly Question[]): readonly Question[] => {
  const own = new Set(options.map(option => partsOf(option).long));
  return questions.filter(({ step, flag }) => steps.includes(step) && !GLOBAL_NAMES.has(`--${flag}`) && !own.has(`--${flag}`));
};

/** The options that a command has beside the global ones. */
export const ownOptions = (command: Command, questions: readonly Question[]): readonly Option[] => [
  ...(command.options ?? []),
  ...questionsAsked(command, questions).map(questionOption),
];

/** All options that can stand behind a command, or behind the program. */
export const optionsFor = (command: Command | undefined, questions: readonly Question[]): readonly Option[] => [
  ...(command === undefined ? [VERSION_OPTION] : ownOptions(command, questions)),
  ...GLOBAL_OPTIONS,
  HELP_OPTION,
];
