import { readFileSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDead, lockedBy, ownHolder, parseHolder, type Holder } from './holder.ts';
import { readIfThere } from './read-if-there.ts';

export interface Lock {
  release(): Promise<void>;
  /** Who holds it now where that is no longer us; null where nobody does. */
  rival(): Promise<Holder | null | undefined>;
}

/**
 * Takes the lock file, or throws `locked` with its holder. A lock whose holder is dead is taken over, since Node has no lock that the
 * system frees when a process dies; so is the one with the nonce `broken`. Freed by `release`, or when the process exits.
 */
export async function acquireLock(file: string, command: string, broken?: string): Promise<Lock> {
  await mkdir(dirname(file), { recursive: true });
  const own = ownHolder(command);
  const rival = await take(file, own, broken);
  if (rival) throw lockedBy(rival, file);
  return held(file, own);
}

/**
 * Writes our mark into the file; returns the rival who has it, or is about to have it. Only who holds the guard of a dead holder's
 * mark may replace that mark, and the guard, which holds our own, becomes the lock by a rename: there is no instant without a lock.
 */
async function take(file: string, own: Holder, broken: string | undefined): Promise<Holder | undefined> {
  for (;;) {
    if (await create(file, own)) return undefined;
    const holder = await readHolder(file);
    if (holder === undefined) continue;
    if (holder.nonce !== broken && !isDead(holder)) return holder;
    const guard = `${file}.${holder.nonce}`;
    const rival = await take(guard, own, undefined);
    if (rival) return rival;
    if ((await readHolder(file))?.nonce === holder.nonce) {
      await rename(guard, file);
      return undefined;
    }
    await rm(guard);
  }
}

async function create(file: string, own: Holder): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(own)}\n`);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Stands for the holder of a lock that its process did not live to write. */
const NOBODY: Holder = { user: '', pid: 0, host: hostname(), since: '', command: '', process: '', nonce: 'torn' };
const READS = 10;

/** The holder in the file; undefined when there is no file. One that stays torn is of a process that died while it wrote it. */
async function readHolder(file: string): Promise<Holder | undefined> {
  for (let attempt = 1; attempt <= READS; attempt += 1) {
    const text = await readIfThere(file);
    if (text === undefined) return undefined;
    const holder = parseHolder(text);
    if (holder) return holder;
    await sleep(20);
  }
  return NOBODY;
}

function held(file: string, own: Holder): Lock {
  const free = (): void => {
    process.off('exit', free);
    try {
      if (parseHolder(readFileSync(file, 'utf8'))?.nonce === own.nonce) rmSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  };
  process.on('exit', free);
  return {
    release: async () => free(),
    async rival() {
      const holder = await readHolder(file);
      return holder?.nonce === own.nonce ? undefined : (holder ?? null);
    },
  };
}
