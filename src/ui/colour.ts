import { Chalk, type ChalkInstance } from 'chalk';

/**
 * The one colour gate. chalk itself ignores NO_COLOR, so the level is decided here:
 * `--no-color`, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal that is not dumb.
 */
export function createColour(options: { readonly flag: boolean; readonly env: NodeJS.ProcessEnv; readonly isTTY: boolean }): ChalkInstance {
  const { flag, env, isTTY } = options;
  const set = (name: string): boolean => (env[name] ?? '') !== '';
  if (!flag || set('NO_COLOR')) return new Chalk({ level: 0 });
  if (set('FORCE_COLOR')) return new Chalk({ level: env['FORCE_COLOR'] === '0' || env['FORCE_COLOR'] === 'false' ? 0 : 1 });
  return new Chalk({ level: isTTY && env['TERM'] !== 'dumb' ? 1 : 0 });
}
