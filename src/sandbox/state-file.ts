import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeState, encodeState } from './state-json.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxState } from './worlds.ts';

/** Version of what is in the file; a newer one is refused rather than misread. */
const VERSION = 1;
const FILE = 'state.json';
const DEBOUNCE_MILLISECONDS = 250;

interface Saved {
  readonly version: number;
  readonly state: SandboxState;
}

/** The state on disk: written whole, a moment after the last change, and renamed into place. */
export interface StateFile {
  readonly load: () => Promise<SandboxState | undefined>;
  /** Saves soon. */
  readonly changed: () => void;
  /** Saves now what has changed. */
  readonly flush: () => Promise<void>;
}

const isSaved = (value: unknown): value is Saved =>
  typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' && 'state' in value;

const parse = (file: string, text: string): SandboxState => {
  let saved: unknown;
  try {
    saved = decodeState(text);
  } catch (error) {
    throw new SandboxError('brokenState', { file, folder: dirname(file) }, { cause: error });
  }
  if (!isSaved(saved)) throw new SandboxError('brokenState', { file, folder: dirname(file) });
  if (saved.version > VERSION) throw new SandboxError('newerState', { file, version: String(saved.version), known: String(VERSION) });
  return saved.state;
};

/** The state file of a sandbox folder; `current` gives what is to be saved. */
export const stateFile = (folder: string, current: () => SandboxState, log: (error: unknown) => void): StateFile => {
  const file = join(folder, FILE);
  let timeout: NodeJS.Timeout | undefined;
  let written = '';
  let writing = Promise.resolve();

  const write = async (): Promise<void> => {
    const saved: Saved = { version: VERSION, state: current() };
    const text = encodeState(saved);
    if (text === written) return;
    const temporary = `${file}.${process.pid}.tmp`;
    await writeFile(temporary, text);
    await rename(temporary, file);
    written = text;
  };

  const flush = (): Promise<void> => {
    clearTimeout(timeout);
    timeout = undefined;
    writing = writing.then(write);
    return writing;
  };

  return {
    load: async () => {
      // Only here: a folder that is deleted while the sandbox runs must not come back.
      await mkdir(folder, { recursive: true });
      try {
        written = await readFile(file, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
      return parse(file, written);
    },
    changed: () => {
      timeout ??= setTimeout(() => {
        flush().catch((error: unknown) => {
          writing = Promise.resolve();
          log(error);
        });
      }, DEBOUNCE_MILLISECONDS);
    },
    flush,
  };
};
