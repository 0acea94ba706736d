import type { World } from '../../world.ts';
import { readCommit, readTree, writeTree, type TreeEntry, type TreeMode } from './git-objects.ts';
import type { GitRepository } from './state.ts';

export interface FileEntry {
  readonly mode: TreeMode;
  /** Blob id. */
  readonly id: string;
}

/** All files of a tree, by path. */
export function readFiles(repository: GitRepository, treeId: string, prefix = ''): Map<string, FileEntry> {
  const files = new Map<string, FileEntry>();
  for (const entry of readTree(repository, treeId)) {
    const path = `${prefix}${entry.name}`;
    if (entry.mode !== '40000') files.set(path, { mode: entry.mode, id: entry.id });
    else for (const [deep, file] of readFiles(repository, entry.id, `${path}/`)) files.set(deep, file);
  }
  return files;
}

/** Writes the trees that hold these files; the id of the top one. */
export function writeFiles(world: World, repository: GitRepository, files: ReadonlyMap<string, FileEntry>): string {
  const folders = new Map<string, Map<string, FileEntry>>();
  const entries: TreeEntry[] = [];
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) entries.push({ name: path, ...file });
    else {
      const folder = folders.get(path.slice(0, slash)) ?? new Map<string, FileEntry>();
      folders.set(path.slice(0, slash), folder.set(path.slice(slash + 1), file));
    }
  }
  for (const [name, inside] of folders) entries.push({ mode: '40000', name, id: writeFiles(world, repository, inside) });
  return writeTree(world, repository, entries);
}

/** All files of a commit, by path; none before the first commit. */
export const filesOf = (repository: GitRepository, commitId: string | undefined): Map<string, FileEntry> =>
  commitId === undefined ? new Map() : readFiles(repository, readCommit(repository, commitId).tree);

/** A file with content of its own: a submodule is only the id of a commit elsewhere. */
export const hasContent = ({ mode }: FileEntry): boolean => mode !== '160000';

export type FileMode = 'NORMAL' | 'EXECUTABLE' | 'SYMLINK';

const MODES = { NORMAL: '100644', EXECUTABLE: '100755', SYMLINK: '120000' } as const;

export const toTreeMode = (mode: FileMode | undefined): TreeMode => MODES[mode ?? 'NORMAL'];

export const toFileMode = (mode: TreeMode): FileMode =>
  mode === MODES.EXECUTABLE ? 'EXECUTABLE' : mode === MODES.SYMLINK ? 'SYMLINK' : 'NORMAL';

/** Id of the folder's tree, or nothing when the path is no folder of this tree. */
export function folderTree(repository: GitRepository, treeId: string, path: string): string | undefined {
  return path
    .split('/')
    .filter(name => name !== '')
    .reduce<string | undefined>(
      (tree, name) =>
        tree === undefined ? undefined : readTree(repository, tree).find(entry => entry.mode === '40000' && entry.name === name)?.id,
      treeId,
    );
}
