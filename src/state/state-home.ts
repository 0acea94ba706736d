import type { Lock } from '../engine/lock.ts';
import type { Store } from '../engine/types.ts';

/** Where the state of a set-up lies, and its lock. */
export interface StateHome extends Store {
  /** As messages name it: a path, or `s3://…`. */
  readonly name: string;
  /** The state as it is written, whole or damaged; undefined where there is none. */
  read(): Promise<string | undefined>;
  /** Takes the lock, or throws `locked`; the lock with the nonce `broken` is taken over. */
  lock(command: string, broken?: string): Promise<Lock>;
  /** The bucket that should keep old versions of the state and does not. */
  unversioned(): Promise<string | undefined>;
  /** Puts a damaged state aside, out of the way of a new one; returns where it is kept. */
  setAside(): Promise<string>;
  /** Leaves the home, whose state is now in `to`; returns where the old one is kept. */
  leave(to: string): Promise<string>;
}
