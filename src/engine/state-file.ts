import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { readIfThere } from './read-if-there.ts';
import type { State, Store } from './types.ts';

/** What a state is bound to. */
export type Binding = Pick<State, 'owner' | 'account' | 'region'>;

const SCHEMA = 1;

export const emptyState = ({ owner, account, region }: Binding): State => ({
  schema: SCHEMA,
  owner,
  account,
  region,
  serial: 0,
  entries: {},
});

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
      await writeWhole(file, print(state));
    },
  };
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const checksumOf = (state: unknown): string => createHash('sha256').update(JSON.stringify(state)).digest('hex');

const print = (state: State): string => `${JSON.stringify({ ...state, checksum: checksumOf(state) }, undefined, 2)}\n`;

function parseState(file: string, text: string, binding: Binding): State {
  const { checksum, ...state } = parseObject(file, text);
  if (typeof state.schema === 'number' && state.schema > SCHEMA) throw new UserError('stateNewer', { file, schema: state.schema });
  if (checksum !== checksumOf(state) || state.schema !== SCHEMA) throw new UserError('stateBroken', { file, reason: 'checksum' });
  // What has the checksum was written by `save`.
  const loaded = state as unknown as State;
  // Nothing was made, so nothing binds.
  if (Object.keys(loaded.entries).length === 0) return { ...emptyState(binding), serial: loaded.serial };
  const found = describe(loaded);
  const expected = describe(binding);
  if (found !== expected) throw new UserError('stateOfAnother', { file, found, expected });
  return loaded;
}

const describe = ({ owner, account, region }: Binding): string => `${owner} (${account}, ${region})`;

function parseObject(file: string, text: string): Record<string, unknown> {
  try {
    // Some editors put a byte order mark before the text.
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch (error) {
    throw new UserError('stateBroken', { file, reason: 'JSON' }, { cause: error });
  }
  throw new UserError('stateBroken', { file, reason: 'JSON' });
}

async function backUp(file: string): Promise<void> {
  try {
    await copyFile(file, `${file}.bak.tmp`);
    await renameOver(`${file}.bak.tmp`, `${file}.bak`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
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
