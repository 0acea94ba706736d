import {
  BranchNameExistsException$,
  CommitDoesNotExistException$,
  CreateBranch$,
  InvalidCommitIdException$,
  type CreateBranchInput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { checkBranchName } from './branch.ts';
import { moveBranch } from './move-branch.ts';
import { findRepository } from './repository.ts';

/** The default branch stays what it is: UpdateDefaultBranch changes it. */
export const createBranch = operation(CreateBranch$, (world, input: CreateBranchInput, call): void => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const branchName = input.branchName ?? '';
  const commitId = input.commitId ?? '';
  checkBranchName(branchName);
  if (repository.branches[branchName] !== undefined) throw fault(BranchNameExistsException$, `Branch ${branchName} already exists`);
  if (!/^[0-9a-f]{40}$/.test(commitId)) throw fault(InvalidCommitIdException$, `${commitId} is not a valid commit ID.`);
  if (repository.objects[commitId]?.type !== 'commit') {
    throw fault(CommitDoesNotExistException$, `Could not find or access commit ${commitId}`);
  }
  moveBranch(world, repository, branchName, commitId, call.caller);
});
