import {
  GetBranch$,
  InvalidContinuationTokenException$,
  ListBranches$,
  type GetBranchInput,
  type GetBranchOutput,
  type ListBranchesInput,
  type ListBranchesOutput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { findBranch } from './branch.ts';
import { findRepository } from './repository.ts';

export const getBranch = operation(GetBranch$, (world, input: GetBranchInput): GetBranchOutput => {
  const branchName = input.branchName ?? '';
  const repository = findRepository(world, input.repositoryName ?? '');
  return { branch: { branchName, commitId: findBranch(repository, branchName) } };
});

export const listBranches = operation(ListBranches$, (world, input: ListBranchesInput): ListBranchesOutput => {
  const names = Object.keys(findRepository(world, input.repositoryName ?? '').branches).sort();
  const { items, next } = page(names, input.nextToken, 1000, () =>
    fault(InvalidContinuationTokenException$, 'The specified continuation token is not valid.'),
  );
  return { branches: items, nextToken: next };
});
