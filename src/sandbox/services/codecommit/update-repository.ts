import {
  UpdateDefaultBranch$,
  UpdateRepositoryDescription$,
  type UpdateDefaultBranchInput,
  type UpdateRepositoryDescriptionInput,
} from '@aws-sdk/client-codecommit';
import { operation } from '../../operation.ts';
import { findBranch } from './branch.ts';
import { checkDescription } from './create-repository.ts';
import { findRepository } from './repository.ts';

export const updateRepositoryDescription = operation(
  UpdateRepositoryDescription$,
  (world, input: UpdateRepositoryDescriptionInput): void => {
    const repository = findRepository(world, input.repositoryName ?? '');
    checkDescription(input.repositoryDescription);
    if (input.repositoryDescription === undefined) delete repository.description;
    else repository.description = input.repositoryDescription;
    repository.modifiedAt = world.clock.now();
  },
);

export const updateDefaultBranch = operation(UpdateDefaultBranch$, (world, input: UpdateDefaultBranchInput): void => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const branchName = input.defaultBranchName ?? '';
  findBranch(repository, branchName);
  repository.defaultBranch = branchName;
});
