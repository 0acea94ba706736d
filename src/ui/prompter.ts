import { styleText } from 'node:util';
import type { Session } from '../session.ts';

/** One line of a list to choose from. */
export interface Choice {
  readonly value: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

interface Prompt {
  readonly message: string;
  readonly initial: string | undefined;
}

/** Asks a person. */
export interface Prompter {
  /** `validate` returns what is wrong with a text, or true. */
  input(prompt: Prompt & { readonly validate: (text: string) => string | true }): Promise<string>;
  select(prompt: Prompt & { readonly choices: readonly Choice[] }): Promise<string>;
  checkbox(prompt: {
    readonly message: string;
    readonly choices: readonly Choice[];
    readonly validate: (values: readonly string[]) => string | true;
  }): Promise<string[]>;
}

export interface PrompterOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Ends a prompt that is open, as SIGTERM must. */
  readonly signal?: AbortSignal | undefined;
  /** What the keys of a list do, by Inquirer's English words for it. */
  readonly keys?: Readonly<Record<string, string>> | undefined;
}

/** The prompter of a session: it asks on stderr, since stdout is for results. */
export const prompterOf = ({ io, signal, messages }: Pick<Session, 'io' | 'signal' | 'messages'>): Prompter =>
  createPrompter({ input: io.stdin, output: io.stderr, signal, keys: messages.asking.keys });

/** Prompts of Inquirer, loaded when the first question is asked. */
export function createPrompter({ input, output, signal, keys = {} }: PrompterOptions): Prompter {
  const inquirer = () => import('./prompts.ts');
  const withDefault = (initial: string | undefined) => (initial === undefined || initial === '' ? {} : { default: initial });
  const theme = { style: { keysHelpTip: (tips: readonly (readonly [key: string, action: string])[]) => helpLine(tips, keys) } };
  /** Runs one prompt; when the input ends (a terminal that is closed), it ends too, where Inquirer would wait forever. */
  const asking = async <T>(prompt: (context: Context) => Promise<T>): Promise<T> => {
    const ended = new AbortController();
    const end = (): void => ended.abort();
    input.once('end', end);
    try {
      return await prompt({ input, output, signal: signal ? AbortSignal.any([signal, ended.signal]) : ended.signal });
    } finally {
      input.off('end', end);
    }
  };
  return {
    input: ({ message, initial, validate }) =>
      asking(async context => (await inquirer()).input({ message, ...withDefault(initial), validate }, context)),
    select: ({ message, initial, choices }) =>
      asking(async context => (await inquirer()).select({ message, ...withDefault(initial), choices: choices.map(plain), theme }, context)),
    checkbox: ({ message, choices, validate }) =>
      asking(async context => {
        const check = (picked: readonly { readonly value: string }[]) => validate(picked.map(({ value }) => value));
        return (await inquirer()).checkbox({ message, choices: choices.map(plain), validate: check, theme }, context);
      }),
  };
}

interface Context {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** What can be pressed, below a list, in the user's language. */
const helpLine = (tips: readonly (readonly [key: string, action: string])[], words: Readonly<Record<string, string>>): string =>
  tips.map(([key, action]) => `${styleText('bold', key)} ${styleText('dim', words[action] ?? action)}`).join(styleText('dim', ' • '));

/** Without the keys that have no value, which Inquirer's types do not take. */
const plain = ({ value, name, description }: Choice): { value: string; name: string; description?: string } => ({
  value,
  name: name ?? value,
  ...(description === undefined ? {} : { description }),
});
