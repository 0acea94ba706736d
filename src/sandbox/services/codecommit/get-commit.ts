import {
  BatchGetCommits$,
  CommitIdDoesNotExistException$,
  CommitIdsLimitExceededException$,
  GetCommit$,
  InvalidCommitIdException$,
  type BatchGetCommitsInput,
  type BatchGetCommitsOutput,
  type Commit,
  type GetCommitInput,
  type GetCommitOutput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { commitDate, readCommit, type Person } from './git-objects.ts';
import { findRepository } from './repository.ts';
import type { Repository } from './state.ts';

const userInfo = (person: Person): { name: string; email: string; date: string } => ({
  name: person.name,
  email: person.email,
  date: commitDate(person),
});

/** A commit as the API shows it. */
export function describeCommit(repository: Repository, commitId: string): Commit {
  const commit = readCommit(repository, commitId);
  return {
    commitId,
    treeId: commit.tree,
    parents: [...commit.parents],
    message: commit.message,
    author: userInfo(commit.author),
    committer: userInfo(commit.committer),
    additionalData: '',
  };
}

export const getCommit = operation(GetCommit$, (world, input: GetCommitInput): GetCommitOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const commitId = input.commitId ?? '';
  if (!/^[0-9a-f]{40}$/.test(commitId)) throw fault(InvalidCommitIdException$, `${commitId} is not a valid commit ID.`);
  if (repository.objects[commitId]?.type !== 'commit') {
    throw fault(CommitIdDoesNotExistException$, `Commit ID does not exist: ${commitId}`);
  }
  return { commit: describeCommit(repository, commitId) };
});

export const batchGetCommits = operation(BatchGetCommits$, (world, input: BatchGetCommitsInput): BatchGetCommitsOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const ids = input.commitIds ?? [];
  if (ids.length > 100) throw fault(CommitIdsLimitExceededException$, 'The maximum number of commit IDs that can be specified is 100.');
  const known = (id: string): boolean => repository.objects[id]?.type === 'commit';
  return {
    commits: ids.filter(known).map(id => describeCommit(repository, id)),
    errors: ids
      .filter(id => !known(id))
      .map(commitId => ({ commitId, errorCode: 'CommitIdDoesNotExistException', errorMessage: `Commit ID does not exist: ${commitId}` })),
  };
});
