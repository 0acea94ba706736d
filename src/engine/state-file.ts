import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfThere } from './read-if-there.ts';
import { emptyState, parseState, printState, type Binding } from './state-text.ts';
import type { Store } from './types.ts';

/**
 * A state in a JSON file. Each save writes the whole under a temporary name, flushes it to the disk and renames it, so that a
 * reader finds the old or the new one and never a torn one. The state as it was before this run is kept as `FILE.bak`.
 */
export function stateFile(file: string, binding: Binding): Store {
  let isBackedUp = false;
  return {
    async load() {
      const text = await readIfThere(file);
      if (text === undefined) {
        isBackedUp = true;
        return emptyState(binding);
      }
      return parseState(file, text, binding);
    },
    async save(state) {
      await mkdir(dirname(file), { recursive: true });
      if (!isBackedUp) await backUp(file);
      isBackedUp = true;
      await writeWhole(file, printState(state));
    },
  };
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

async function backUp(file: string): Promise<void> {
  try {
    await copyFile(file, `${file}.bak.tmp`);
    await renameOver(`${file}.bak.tmp`, `${file}.bak`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** Writes a file that only its owner may read, so that at every instant the old or the new one is there. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.tmp`;
  // One that a killed run has left behind; `wx` then never follows a link that somebody put there.
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await renameOver(temporary, file);
  await syncFolder(dirname(file));
}

const RENAME_ATTEMPTS = 5;

/** On Windows a virus scanner or an indexer may hold the file for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (attempt >= RENAME_ATTEMPTS || !['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error) ?? '')) throw error;
      await sleep(attempt * 20);
    }
  }
}

/** Makes the rename itself durable. Windows cannot open a folder and needs not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
