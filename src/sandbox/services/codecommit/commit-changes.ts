import {
  BranchDoesNotExistException$,
  InvalidParentCommitIdException$,
  ParentCommitDoesNotExistException$,
  ParentCommitIdOutdatedException$,
  ParentCommitIdRequiredException$,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import type { Call } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkBranchName } from './branch.ts';
import { writeFiles, type FileEntry } from './files.ts';
import { writeCommit } from './git-objects.ts';
import { moveBranch } from './move-branch.ts';
import type { Repository } from './state.ts';

/** Where a commit goes and what must be true before it: the parent is left out only for an empty repository. */
export interface CommitTarget {
  readonly branchName: string;
  readonly parentCommitId: string | undefined;
}

export interface CommitMessage {
  readonly authorName: string | undefined;
  readonly email: string | undefined;
  readonly message: string;
}

/** The tip that the caller said it knows; nothing for an empty repository. */
export function checkParent(repository: Repository, { branchName, parentCommitId }: CommitTarget): string | undefined {
  checkBranchName(branchName);
  if (parentCommitId !== undefined && !/^[0-9a-f]{40}$/.test(parentCommitId)) {
    throw fault(
      InvalidParentCommitIdException$,
      `The parent commit ID ${parentCommitId} is not valid. It must be a full 40-character SHA-1.`,
    );
  }
  if (Object.keys(repository.branches).length === 0) {
    if (parentCommitId === undefined) return undefined;
    throw fault(ParentCommitDoesNotExistException$, `The parent commit ID ${parentCommitId} does not exist.`);
  }
  const tip = repository.branches[branchName];
  if (tip === undefined) throw fault(BranchDoesNotExistException$, `Branch ${branchName} does not exist`);
  if (parentCommitId === undefined) {
    throw fault(
      ParentCommitIdRequiredException$,
      'A parent commit ID is required. To view the full commit ID of a branch in a repository, use GetBranch.',
    );
  }
  if (repository.objects[parentCommitId]?.type !== 'commit') {
    throw fault(ParentCommitDoesNotExistException$, `The parent commit ID ${parentCommitId} does not exist.`);
  }
  if (parentCommitId !== tip) {
    throw fault(
      ParentCommitIdOutdatedException$,
      `The parent commit ID is outdated. The current tip of the branch ${branchName} is ${tip}.`,
    );
  }
  return tip;
}

/** Commits these files as the whole content of the branch. */
export function commitFiles(
  world: World,
  repository: Repository,
  target: CommitTarget,
  files: ReadonlyMap<string, FileEntry>,
  about: CommitMessage,
  call: Call,
): { readonly commitId: string; readonly treeId: string } {
  const treeId = writeFiles(world, repository, files);
  const date = world.clock.now();
  const person = { name: about.authorName ?? call.caller.split('/').at(-1) ?? call.caller, email: about.email ?? '', date };
  const parents = target.parentCommitId === undefined ? [] : [target.parentCommitId];
  const commitId = writeCommit(world, repository, { tree: treeId, parents, author: person, committer: person, message: about.message });
  moveBranch(world, repository, target.branchName, commitId, call.caller);
  return { commitId, treeId };
}
