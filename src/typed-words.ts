import type { Command, Option } from './commands/index.ts';
import { partsOf } from './options.ts';

/** What stands in a command line, read without running anything. */
export interface Typed {
  /** What is neither an option nor the value of one. */
  readonly words: readonly string[];
  readonly options: readonly string[];
  /** The last option, where its value is still to come. */
  readonly waiting: Option | undefined;
  /** What was given to each option, by its long name. */
  readonly values: Readonly<Record<string, string>>;
}

/** Tells the words of a command line from its options and their values. */
export function typedWords(argv: readonly string[], known: readonly Option[]): Typed {
  const words: string[] = [];
  const options: string[] = [];
  const values: Record<string, string> = {};
  let waiting: Option | undefined;
  for (const word of argv) {
    if (waiting !== undefined) {
      values[partsOf(waiting).long] = word;
      waiting = undefined;
    } else if (!word.startsWith('-') || word === '-') words.push(word);
    else {
      const [name = '', ...given] = word.split('=');
      const option = known.find(one => partsOf(one).names.includes(name));
      options.push(option === undefined ? name : partsOf(option).long);
      if (option === undefined) continue;
      const { long, value } = partsOf(option);
      if (given.length > 0) values[long] = given.join('=');
      else if (value === 'must') waiting = option;
    }
  }
  return { words, options, waiting, values };
}

/** The command or group that words name, the longest of them, and what stands behind it. */
export function placeIn(
  commands: readonly Command[],
  words: readonly string[],
): { readonly name: string; readonly command: Command | undefined; readonly rest: readonly string[] } {
  for (let count = words.length; count > 0; count -= 1) {
    const name = words.slice(0, count).join(' ');
    const command = commands.find(one => one.name === name);
    if (command !== undefined || commands.some(one => one.name.startsWith(`${name} `))) return { name, command, rest: words.slice(count) };
  }
  return { name: '', command: undefined, rest: words };
}

/** The names one level below a command: `start` below `sandbox`. */
export const namesBelow = (commands: readonly Command[], name: string): readonly string[] => {
  const start = name === '' ? '' : `${name} `;
  return [...new Set(commands.filter(one => one.name.startsWith(start)).map(one => one.name.slice(start.length).split(' ')[0] ?? ''))];
};
