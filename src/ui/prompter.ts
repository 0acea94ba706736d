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

interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Prompts of Inquirer, loaded when the first question is asked. stdout is for results, so they belong on stderr. */
export function createPrompter(streams: Streams): Prompter {
  const inquirer = () => import('@inquirer/prompts');
  const withDefault = (initial: string | undefined) => (initial === undefined || initial === '' ? {} : { default: initial });
  return {
    async input({ message, initial, validate }) {
      return (await inquirer()).input({ message, ...withDefault(initial), validate }, streams);
    },
    async select({ message, initial, choices }) {
      return (await inquirer()).select({ message, ...withDefault(initial), choices: choices.map(plain) }, streams);
    },
    async checkbox({ message, choices, validate }) {
      const check = (picked: readonly { readonly value: string }[]) => validate(picked.map(({ value }) => value));
      return (await inquirer()).checkbox({ message, choices: choices.map(plain), validate: check }, streams);
    },
  };
}

/** Without the keys that have no value, which Inquirer's types do not take. */
const plain = ({ value, name, description }: Choice): { value: string; name: string; description?: string } => ({
  value,
  name: name ?? value,
  ...(description === undefined ? {} : { description }),
});
