/**
 * The one colour gate. chalk itself ignores NO_COLOR, so the level is decided here:
 * `--no-color`, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal that is not dumb.
 */
export function colourLevel(options: { readonly flag: boolean; readonly env: NodeJS.ProcessEnv; readonly isTTY: boolean }): 0 | 1 {
  const { flag, env, isTTY } = options;
  const set = (name: string): boolean => (env[name] ?? '') !== '';
  if (!flag || set('NO_COLOR')) return 0;
  if (set('FORCE_COLOR')) return env['FORCE_COLOR'] === '0' || env['FORCE_COLOR'] === 'false' ? 0 : 1;
  return isTTY && env['TERM'] !== 'dumb' ? 1 : 0;
}
