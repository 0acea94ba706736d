import { hasContent, type FileEntry } from '../../services/codecommit/files.ts';
import { readBlob } from '../../services/codecommit/git-objects.ts';
import type { GitRepository } from '../../services/codecommit/state.ts';
import type { World } from '../../world.ts';
import type { ZipFiles } from '../../zip.ts';

/** The contents of the files of a commit, as they go into an artifact. Submodules are left out. */
export const contentsOf = (world: World, repository: GitRepository, files: ReadonlyMap<string, FileEntry>): ZipFiles =>
  new Map([...files].filter(([, file]) => hasContent(file)).map(([path, file]) => [path, readBlob(world, repository, file.id)] as const));
