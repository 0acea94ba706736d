import type { ChalkInstance } from 'chalk';
import { withoutLogin } from './aws/endpoint.ts';
import { UserError } from './errors.ts';
import type { Language, Messages } from './i18n/index.ts';
import type { Output } from './ui/output.ts';

/** The world outside of the program. */
export interface Io {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly env?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly sandbox?: boolean;
  readonly yes?: boolean;
  readonly nonInteractive?: boolean;
  readonly dryRun?: boolean;
  readonly explain?: boolean;
  readonly json?: boolean;
  readonly lang?: string;
  readonly color?: boolean;
  readonly verbose?: boolean;
  readonly adopt?: boolean;
  readonly breakLock?: boolean;
}

/** What a command works with. */
export interface Session {
  readonly io: Io;
  /** Global options and the command's own, by their camel-cased names. */
  readonly options: GlobalOptions & Readonly<Record<string, unknown>>;
  readonly language: Language;
  readonly messages: Messages;
  readonly output: Output;
  /** Colours for notes on stderr; no colour where there must be none. */
  readonly colour: ChalkInstance;
  /** Colours for results on stdout, which may be a file where stderr is a terminal. */
  readonly resultColour: ChalkInstance;
  /** A person can be asked: stdin and stderr are terminals, and nothing forbids it. */
  readonly interactive: boolean;
  /** What was typed, to be typed again: `wizard init --sandbox`. */
  readonly commandLine: string;
  /** The user pressed Ctrl-C (or sent SIGTERM): finish what is in flight, begin nothing new. */
  readonly stopped: () => boolean;
  /** Aborted at that moment: for what waits and has nothing in flight, such as a prompt. */
  readonly signal: AbortSignal;
}

/** Another command on the same set-up, as it is typed: `wizard status --sandbox`. */
export const commandFor = (session: Pick<Session, 'options'>, words: string): string => `wizard ${words}${flagsOf(session)}`;

/** What stands behind every command on the same set-up: ` --sandbox`, or nothing. */
export const flagsOf = (session: { readonly options: GlobalOptions }): string =>
  flagWordsOf(session)
    .flat()
    .map(word => ` ${word}`)
    .join('');

/** The same, flag by flag, each with its value as a shell reads it. */
export function flagWordsOf({ options }: { readonly options: GlobalOptions }): readonly (readonly string[])[] {
  const flags = [
    options.sandbox === true ? ['--sandbox'] : [],
    options.env === undefined ? [] : ['--env', options.env],
    options.config === undefined ? [] : ['--config', options.config],
    options.endpointUrl === undefined ? [] : ['--endpoint-url', withoutLogin(options.endpointUrl)],
  ];
  return flags.filter(words => words.length > 0).map(words => words.map(quoted));
}

/** A word as a shell reads it back. */
export const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);

/** The value of a command's own option; undefined when it was not given. */
export function textOption({ options }: Pick<Session, 'options'>, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The value of an option that has a whole list of them; `usual` where it was not given. */
export function choiceOption<T extends string, U extends T | undefined>(
  session: Pick<Session, 'options'>,
  name: string,
  choices: readonly T[],
  usual: U,
): T | U {
  const value = textOption(session, name);
  if (value === undefined) return usual;
  const chosen = choices.find(choice => choice === value);
  if (chosen === undefined) throw new UserError('optionChoice', { flag: `--${name}`, value, choices: choices.join(', ') });
  return chosen;
}

/** The exit code of a command; undefined means 0. */
export type CommandResult = number | undefined;
