import {
  DirectoryNameConflictsWithFileNameException$,
  FileContentSizeLimitExceededException$,
  FileNameConflictsWithDirectoryNameException$,
  InvalidPathException$,
  PathRequiredException$,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import type { FileEntry } from './files.ts';

/** 6 MB a file by the API; bigger ones need git. */
export const LARGEST_FILE = 6 * 1024 * 1024;

/** A path as CodeCommit stores it; a leading slash is tolerated. */
export function checkPath(path: string | undefined): string {
  const clean = (path ?? '').replace(/^\//, '');
  if (clean === '') throw fault(PathRequiredException$, 'The folderPath for a location cannot be null.');
  const parts = clean.split('/');
  if (parts.some(part => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git')) {
    throw fault(InvalidPathException$, `The specified path is not valid: ${path}`);
  }
  return clean;
}

export function checkFileSize(path: string, content: Uint8Array): void {
  if (content.length > LARGEST_FILE) {
    throw fault(
      FileContentSizeLimitExceededException$,
      `The file cannot be added because it is too large: ${path}. The maximum file size is 6 MB.`,
    );
  }
}

/** A name is a file or a folder, not both. */
export function checkNoConflict(files: ReadonlyMap<string, FileEntry>, path: string): void {
  if ([...files.keys()].some(other => other.startsWith(`${path}/`))) {
    throw fault(
      FileNameConflictsWithDirectoryNameException$,
      `A file cannot be added to the repository because a folder of that name exists: ${path}`,
    );
  }
  const parts = path.split('/');
  const folder = parts
    .slice(1)
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .find(name => files.has(name));
  if (folder !== undefined) {
    throw fault(
      DirectoryNameConflictsWithFileNameException$,
      `A file cannot be added to the repository because the specified path name has the same name as a file that already exists: ${folder}`,
    );
  }
}
