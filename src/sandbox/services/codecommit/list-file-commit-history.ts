import {
  InvalidContinuationTokenException$,
  ListFileCommitHistory$,
  type FileVersion,
  type ListFileCommitHistoryRequest,
  type ListFileCommitHistoryResponse,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { filesOf } from './files.ts';
import { describeCommit } from './get-commit.ts';
import { readCommit } from './git-objects.ts';
import { checkPath } from './paths.ts';
import { findRepository } from './repository.ts';
import { resolveCommit } from './resolve-commit.ts';
import type { Repository } from './state.ts';

/** The commits along the first parents, newest first. */
function history(repository: Repository, tip: string): string[] {
  const commits: string[] = [];
  for (let id: string | undefined = tip; id !== undefined; id = readCommit(repository, id).parents[0]) commits.push(id);
  return commits;
}

function versions(repository: Repository, commits: readonly string[], path: string): FileVersion[] {
  const blobs = commits.map(id => filesOf(repository, id).get(path)?.id);
  const changed = commits
    .map((id, index) => ({ id, blobId: blobs[index], before: blobs[index + 1] }))
    .filter(({ blobId, before }) => blobId !== undefined && blobId !== before);
  return changed.map(({ id, blobId }, index) => ({
    commit: describeCommit(repository, id),
    blobId,
    path,
    revisionChildren: changed.slice(index - 1, index).map(child => child.id),
  }));
}

export const listFileCommitHistory = operation(
  ListFileCommitHistory$,
  (world, input: ListFileCommitHistoryRequest): ListFileCommitHistoryResponse => {
    const repository = findRepository(world, input.repositoryName ?? '');
    const commits = history(repository, resolveCommit(repository, input.commitSpecifier));
    const { items, next } = page(versions(repository, commits, checkPath(input.filePath)), input.nextToken, input.maxResults, () =>
      fault(InvalidContinuationTokenException$, 'The specified continuation token is not valid.'),
    );
    return { revisionDag: items, nextToken: next };
  },
);
