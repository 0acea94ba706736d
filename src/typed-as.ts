import { COMMANDS } from './commands/index.ts';

const VERBS = [...new Set(COMMANDS.map(({ name }) => name.split(' ')[0] ?? ''))].join('|');

/** A command of ours within a text: `wizard status`, but neither `npx wizard status` nor `wizard.yaml`. */
const COMMAND = new RegExp(String.raw`(?<![\w/.-]|npx )wizard (?=(?:${VERBS})(?![\w-])|--[a-z])`, 'g');

/** The catalogue, with the commands in its texts as the user must type them. */
export function typedAs<Words>(program: string, words: Words): Words {
  if (program === 'wizard') return words;
  const typed = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(COMMAND, `${program} `);
    if (typeof value === 'function') return (...facts: readonly unknown[]): unknown => typed(Reflect.apply(value, undefined, facts));
    if (Array.isArray(value)) return value.map(typed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typed(item)]));
  };
  // Only texts change.
  return typed(words) as Words;
}
