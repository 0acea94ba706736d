import type { Aws } from '../aws/aws.ts';
import { lockedBy, ownHolder, parseHolder, type Holder } from '../engine/holder.ts';
import type { Lock } from '../engine/lock.ts';
import { readObject, removeObject, urlOf, writeObject, type ObjectPlace } from './object.ts';

/** Stands for the holder in a lock object that is none of ours. */
const NOBODY: Holder = { user: '?', pid: 0, host: '?', since: '', command: '?', process: '', nonce: 'unreadable' };

/**
 * Takes the lock object, or throws `locked` with its holder. Nobody can see whether a process of another machine lives, so it is taken over
 * only where the holder's nonce is said in `broken`.
 */
export async function acquireSharedLock(aws: Aws, place: ObjectPlace, command: string, broken?: string): Promise<Lock> {
  const own = ownHolder(command);
  if (broken !== undefined) await removeLock(aws, place, broken);
  const etag = await writeObject(aws, place, `${JSON.stringify(own)}\n`, undefined);
  if (etag === undefined) throw lockedBy((await holderIn(aws, place)) ?? NOBODY, urlOf(place));
  return {
    async rival() {
      const holder = await holderIn(aws, place);
      return holder?.nonce === own.nonce ? undefined : (holder ?? null);
    },
    async release() {
      // One that somebody else has broken, and perhaps taken, is no longer ours to delete.
      await removeObject(aws, place, etag);
    },
  };
}

async function holderIn(aws: Aws, place: ObjectPlace): Promise<Holder | undefined> {
  const stored = await readObject(aws, place);
  return stored && (parseHolder(stored.text) ?? NOBODY);
}

/** Removes exactly the lock with this nonce. */
async function removeLock(aws: Aws, place: ObjectPlace, nonce: string): Promise<void> {
  const stored = await readObject(aws, place);
  if (stored && (parseHolder(stored.text) ?? NOBODY).nonce === nonce) await removeObject(aws, place, stored.etag);
}
