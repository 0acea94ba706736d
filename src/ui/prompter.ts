import type { Session } from '../session.ts';
import type { Choice } from './prompts/find-choices.ts';
import { BACK, type PromptConfig, type PromptWords } from './prompts/prompt-words.ts';

export type { Choice };

interface Prompt {
  readonly message: string;
  readonly initial?: string | undefined;
  readonly source?: string | undefined;
  readonly help?: string | undefined;
  /** Whether there is a question before it; the way there is thrown as `WentBack`. */
  readonly canGoBack?: boolean;
}

/** Asks a person. */
export interface Prompter {
  /** `validate` returns what is wrong with a text, or true; `verify` the same, but is asked only when the text is entered. */
  input(
    prompt: Prompt & { readonly validate: (text: string) => string | true; readonly verify?: (text: string) => string | true },
  ): Promise<string>;
  /** With `free` what is typed may be the answer itself. */
  select(prompt: Prompt & { readonly choices: readonly Choice[]; readonly free?: (text: string) => Choice | undefined }): Promise<string>;
  checkbox(
    prompt: Prompt & { readonly choices: readonly Choice[]; readonly validate: (values: readonly string[]) => string | true },
  ): Promise<string[]>;
  /** A text that the screen does not show. */
  password(prompt: { readonly message: string }): Promise<string>;
}

/** Somebody wants the question before this one. */
export class WentBack extends Error {
  override readonly name = 'WentBack';
}

export interface PrompterOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream & { readonly columns?: number };
  /** Ends a prompt that is open, as SIGTERM must. */
  readonly signal?: AbortSignal | undefined;
  readonly words: PromptWords;
}

/** The prompter of a session: it asks on stderr, since stdout is for results. */
export const prompterOf = ({ io, signal, messages }: Pick<Session, 'io' | 'signal' | 'messages'>): Prompter =>
  createPrompter({ input: io.stdin, output: io.stderr, signal, words: messages.asking.prompt });

/** Prompts of Inquirer, loaded when the first question is asked. */
export function createPrompter({ input, output, signal, words }: PrompterOptions): Prompter {
  const prompts = () => import('./prompts/index.ts');
  const configOf = ({ message, initial, source, help, canGoBack = false }: Prompt): PromptConfig => ({
    message,
    initial: initial === '' ? undefined : initial,
    source,
    help,
    canGoBack,
    words,
    width: () => output.columns ?? 80,
  });
  /** Runs one prompt; when the input ends (a terminal that is closed), it ends too, where Inquirer would wait forever. */
  const asking = async <T>(prompt: (context: Context) => Promise<T | typeof BACK>): Promise<T> => {
    const ended = new AbortController();
    const end = (): void => ended.abort();
    input.once('end', end);
    try {
      const answer = await prompt({ input, output, signal: signal ? AbortSignal.any([signal, ended.signal]) : ended.signal });
      if (answer === BACK) throw new WentBack();
      return answer;
    } finally {
      input.off('end', end);
    }
  };
  return {
    input: prompt =>
      asking(async context => (await prompts()).text({ ...configOf(prompt), validate: prompt.validate, verify: prompt.verify }, context)),
    async select({ choices, free, ...prompt }) {
      const [value = ''] = await asking(async context =>
        (await prompts()).choose({ ...configOf(prompt), initial: prompt.initial, choices, free }, context),
      );
      return value;
    },
    async checkbox({ choices, validate, ...prompt }) {
      return [...(await asking(async context => (await prompts()).choose({ ...configOf(prompt), choices, several: validate }, context)))];
    },
    password: ({ message }) => asking(async context => (await prompts()).password({ message, mask: true }, context)),
  };
}

interface Context {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}
