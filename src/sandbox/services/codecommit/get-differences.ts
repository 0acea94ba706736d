import {
  GetDifferences$,
  InvalidContinuationTokenException$,
  PathDoesNotExistException$,
  type BlobMetadata,
  type Difference,
  type GetDifferencesInput,
  type GetDifferencesOutput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { filesOf, type FileEntry } from './files.ts';
import { findRepository } from './repository.ts';
import { resolveCommit } from './resolve-commit.ts';

const under = (files: ReadonlyMap<string, FileEntry>, path: string | undefined): ReadonlyMap<string, FileEntry> => {
  if (path === undefined) return files;
  return new Map([...files].filter(([name]) => name === path || name.startsWith(`${path.replace(/\/$/, '')}/`)));
};

const blob = (path: string, file: FileEntry): BlobMetadata => ({ blobId: file.id, path, mode: file.mode });

function compare(before: ReadonlyMap<string, FileEntry>, after: ReadonlyMap<string, FileEntry>): Difference[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path): Difference[] => {
    const old = before.get(path);
    const now = after.get(path);
    if (old !== undefined && now !== undefined) {
      const same = old.id === now.id && old.mode === now.mode;
      return same ? [] : [{ beforeBlob: blob(path, old), afterBlob: blob(path, now), changeType: 'M' }];
    }
    if (now !== undefined) return [{ afterBlob: blob(path, now), changeType: 'A' }];
    return old === undefined ? [] : [{ beforeBlob: blob(path, old), changeType: 'D' }];
  });
}

/** Without `beforeCommitSpecifier` everything counts as added. */
export const getDifferences = operation(GetDifferences$, (world, input: GetDifferencesInput): GetDifferencesOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const afterFiles = filesOf(repository, resolveCommit(repository, input.afterCommitSpecifier));
  const beforeFiles =
    input.beforeCommitSpecifier === undefined
      ? new Map<string, FileEntry>()
      : filesOf(repository, resolveCommit(repository, input.beforeCommitSpecifier));
  const after = under(afterFiles, input.afterPath);
  const before = under(beforeFiles, input.beforePath);
  if (input.afterPath !== undefined && after.size === 0 && before.size === 0) {
    throw fault(PathDoesNotExistException$, `The specified path does not exist: ${input.afterPath}`);
  }
  const { items, next } = page(compare(before, after), input.NextToken, input.MaxResults ?? 400, () =>
    fault(InvalidContinuationTokenException$, 'The specified continuation token is not valid.'),
  );
  return { differences: items, NextToken: next };
});
