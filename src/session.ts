import type { ChalkInstance } from 'chalk';
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
  readonly json?: boolean;
  readonly lang?: string;
  readonly color?: boolean;
  readonly verbose?: boolean;
  readonly adopt?: boolean;
}

/** What a command works with. */
export interface Session {
  readonly io: Io;
  /** Global options and the command's own, by their camel-cased names. */
  readonly options: GlobalOptions & Readonly<Record<string, unknown>>;
  readonly language: Language;
  readonly messages: Messages;
  readonly output: Output;
  /** Colours for stderr or stdout; no colour where there must be none. */
  readonly colour: ChalkInstance;
  /** A person can be asked: stdin and stderr are terminals, and nothing forbids it. */
  readonly interactive: boolean;
  /** What was typed, for messages that say how to go on: `wizard init --sandbox`. */
  readonly commandLine: string;
  /** The user pressed Ctrl-C (or sent SIGTERM): finish what is in flight, begin nothing new. */
  readonly stopped: () => boolean;
}

/** The value of a command's own option; undefined when it was not given. */
export function textOption({ options }: Pick<Session, 'options'>, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The exit code of a command; undefined means 0. */
export type CommandResult = number | undefined;
