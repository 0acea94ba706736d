import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeState, encodeState } from './state-json.ts';
import { SandboxError } from './sandbox-error.ts';
import { BLOBS, type SandboxState } from './worlds.ts';

/** Version of what is in the file; any other is refused rather than misread. */
const VERSION = 2;
const FILE = 'state.json';
const DEBOUNCE_MILLISECONDS = 250;

/** The state on disk: written whole, a moment after the last change, and renamed into place. */
export interface StateFile {
  readonly load: () => Promise<SandboxState | undefined>;
  /** Saves soon. */
  readonly changed: () => void;
  /** Saves now what has changed. */
  readonly flush: () => Promise<void>;
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The state as it is kept, with the digest of its text: what was cut off or changed since is not loaded, not even in part. */
const wrap = (state: SandboxState): string => {
  const text = encodeState(state);
  return `{"version":${VERSION},"sha256":"${digestOf(text)}","state":${text}}\n`;
};

const parse = (file: string, saved: string): SandboxState => {
  const [, version] = /^\{"version":(\d+),/.exec(saved) ?? [];
  const facts = { file, folder: dirname(file) };
  if (version !== undefined && Number(version) !== VERSION)
    throw new SandboxError('otherState', { ...facts, version, known: String(VERSION) });
  const [head = '', digest] = /^\{"version":\d+,"sha256":"([0-9a-f]{64})","state":/.exec(saved) ?? [];
  const text = saved.slice(head.length, -'}\n'.length);
  if (digest !== digestOf(text)) throw new SandboxError('brokenState', facts);
  // The digest says that `wrap` has written it.
  return decodeState(text) as SandboxState;
};

/** Takes away what a folder keeps, so that the next start finds nothing. */
export const discardState = async (folder: string): Promise<void> => {
  await rm(join(folder, FILE), { recursive: true, force: true });
  await rm(join(folder, BLOBS), { recursive: true, force: true });
};

/** The state file of a sandbox folder; `current` gives what is to be saved. */
export const stateFile = (folder: string, current: () => SandboxState, log: (error: unknown) => void): StateFile => {
  const file = join(folder, FILE);
  let timeout: NodeJS.Timeout | undefined;
  let written = '';
  let writing = Promise.resolve();

  const write = async (): Promise<void> => {
    const text = wrap(current());
    if (text === written) return;
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      await writeFile(temporary, text);
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    written = text;
  };

  const flush = (): Promise<void> => {
    clearTimeout(timeout);
    timeout = undefined;
    // One that failed does not keep the next from trying.
    writing = writing.catch(() => undefined).then(write);
    return writing;
  };

  return {
    load: async () => {
      // Only here: a folder that is deleted while the sandbox runs must not come back.
      await mkdir(folder, { recursive: true });
      try {
        written = await readFile(file, 'utf8');
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (code === 'ENOENT') return undefined;
        if (code === 'EISDIR') throw new SandboxError('brokenState', { file, folder });
        throw error;
      }
      return parse(file, written);
    },
    changed: () => {
      timeout ??= setTimeout(() => {
        flush().catch(log);
      }, DEBOUNCE_MILLISECONDS);
    },
    flush,
  };
};
