import {
  DefaultBranchCannotBeDeletedException$,
  DeleteBranch$,
  type DeleteBranchInput,
  type DeleteBranchOutput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { checkBranchName } from './branch.ts';
import { moveBranch } from './move-branch.ts';
import { findRepository } from './repository.ts';

export const deleteBranch = operation(DeleteBranch$, (world, input: DeleteBranchInput, call): DeleteBranchOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const branchName = input.branchName ?? '';
  checkBranchName(branchName);
  if (repository.defaultBranch === branchName) {
    throw fault(DefaultBranchCannotBeDeletedException$, `The default branch for the repository cannot be deleted: ${branchName}`);
  }
  const commitId = repository.branches[branchName];
  if (commitId === undefined) return {};
  moveBranch(world, repository, branchName, undefined, call.caller);
  return { deletedBranch: { branchName, commitId } };
});
