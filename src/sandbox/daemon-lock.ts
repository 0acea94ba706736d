import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readDaemonRecord } from './daemon-file.ts';
import { askHealth } from './health.ts';
import { isAlive } from './process-alive.ts';
import { processMark } from './process-mark.ts';

/** Keeps a second daemon off a folder. */
export interface DaemonLock {
  readonly release: () => Promise<void>;
}

// Longer than a daemon takes from its lock to its first answer.
const STARTING_MILLISECONDS = 10_000;
const VERIFY_MILLISECONDS = 50;
const ATTEMPTS = 5;

const lockFile = (folder: string): string => join(folder, 'daemon.lock');

/** Whether the process that a lock names is a daemon of this folder, or about to be one. Its id may have gone to another process since. */
const isHeld = async (folder: string, text: string): Promise<boolean> => {
  const [first = '', second = '', mark = ''] = text.split(' ');
  const [pid, since] = [Number(first), Number(second)];
  if (!pid || !isAlive(pid)) return false;
  // A daemon that is busy or stopped holds its folder although it does not answer.
  if (mark !== '') return processMark(pid) === mark;
  if (Date.now() - since < STARTING_MILLISECONDS) return true;
  const port = (await readDaemonRecord(folder))?.port;
  const health = port === undefined ? undefined : await askHealth(port);
  return health?.pid === pid;
};

const readLock = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
};

const tryCreate = async (file: string, text: string): Promise<boolean> => {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  // Another one that found the same stale lock may just have removed this one for it.
  await delay(VERIFY_MILLISECONDS);
  return (await readLock(file)) === text;
};

/** Takes the lock of a folder; undefined where a daemon has it. */
export const lockFolder = async (folder: string): Promise<DaemonLock | undefined> => {
  await mkdir(folder, { recursive: true });
  const file = lockFile(folder);
  const text = `${process.pid} ${Date.now()} ${processMark(process.pid)}`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await tryCreate(file, text)) {
      return {
        release: async () => {
          if ((await readLock(file)) === text) await rm(file, { force: true });
        },
      };
    }
    const holder = await readLock(file);
    if (holder !== '' && (await isHeld(folder, holder))) return undefined;
    if ((await readLock(file)) === holder) await rm(file, { force: true });
  }
  return undefined;
};
