import type { FileChanges } from '../i18n/index.ts';
import { getPath, removePath, setPath } from '../paths.ts';

/** Something that was changed in a file of the user's, in memory only, and why. */
export interface FileChange {
  /** Dotted: `containerDefinitions.0.image`. */
  readonly path: string;
  readonly from: unknown;
  /** Undefined where it was taken out. */
  readonly to: unknown;
  readonly why: keyof FileChanges;
}

/** Plain data under change; every change is noted. */
export interface Editor {
  readonly data: Record<string, unknown>;
  readonly changes: readonly FileChange[];
  get(path: string): unknown;
  set(path: string, to: unknown, why: FileChange['why']): void;
  remove(path: string, why: FileChange['why']): void;
}

/** An editor of `data`, which it changes in place; `changes` are those made before. */
export function createEditor(data: Record<string, unknown>, before: readonly FileChange[] = []): Editor {
  const changes = [...before];
  return {
    data,
    changes,
    get: path => getPath(data, path),
    set(path, to, why) {
      changes.push({ path, from: getPath(data, path), to, why });
      setPath(data, path, to);
    },
    remove(path, why) {
      const from = getPath(data, path);
      if (from === undefined) return;
      changes.push({ path, from, to: undefined, why });
      removePath(data, path);
    },
  };
}
