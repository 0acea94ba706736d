import type { Lock } from '../engine/lock.ts';
import { UserError } from '../errors.ts';

/** That somebody else has broken our lock, and may be at work: nothing of ours may be saved any more. */
export async function lockLost(
  lock: Lock | undefined,
  { state, unsaved }: { readonly state: string; readonly unsaved: string },
): Promise<UserError | undefined> {
  const rival = await lock?.rival();
  if (rival === undefined) return undefined;
  return new UserError('stateLockLost', { state, unsaved, by: rival === null ? '' : `${rival.user}@${rival.host}` });
}
