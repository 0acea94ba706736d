import { createContext, Script } from 'node:vm';

/**
 * Some regular expressions take for ever on some texts, and Node has no other that would not. So those that users write run
 * where they can be interrupted: after far longer than one that is any good needs, even on a busy machine.
 */
const MILLISECONDS = 1000;
/** Each that was too slow halves the time of those that come after it, down to this: a request may meet hundreds of them. */
const LEAST_MILLISECONDS = 20;

const context = createContext({ text: '', regex: /(?:)/, replacement: '' });
const find = new Script('regex.test(text)');
const replace = new Script('text.replace(regex, replacement)');

/** Those that have been too slow once. They are not tried again: a load balancer gets many requests. */
const slow = new Set<string>();

function run(script: Script, regex: RegExp, values: Readonly<Record<string, unknown>>): unknown {
  const key = String(regex);
  if (slow.has(key)) return undefined;
  const timeout = Math.max(LEAST_MILLISECONDS, Math.floor(MILLISECONDS / 2 ** slow.size));
  try {
    return script.runInContext(Object.assign(context, { regex, ...values }), { timeout });
  } catch (error) {
    // It is an Error of the script's own world.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    slow.add(key);
    return undefined;
  }
}

/** Whether the regular expression is found in the text; one that is too slow is not. */
export const isFound = (regex: RegExp, text: string): boolean => run(find, regex, { text }) === true;

/** The text with what the regular expression finds replaced; undefined where that is too slow. */
export function replaceWithin(text: string, regex: RegExp, replacement: string): string | undefined {
  const replaced = run(replace, regex, { text, replacement });
  return typeof replaced === 'string' ? replaced : undefined;
}
