import {
  RepositoryNameExistsException$,
  UpdateDefaultBranch$,
  UpdateRepositoryDescription$,
  UpdateRepositoryName$,
  type UpdateDefaultBranchInput,
  type UpdateRepositoryDescriptionInput,
  type UpdateRepositoryNameInput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn } from '../../world.ts';
import { findBranch } from './branch.ts';
import { checkDescription } from './create-repository.ts';
import { checkRepositoryName, findRepository } from './repository.ts';

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

/** A repository under another name has another ARN, and all else as before. */
export const updateRepositoryName = operation(UpdateRepositoryName$, (world, input: UpdateRepositoryNameInput): void => {
  const repository = findRepository(world, input.oldName ?? '');
  const name = input.newName ?? '';
  checkRepositoryName(name);
  const { repositories } = world.state.codecommit;
  if (repositories[name] !== undefined) throw fault(RepositoryNameExistsException$, `Repository named ${name} already exists`);
  delete repositories[repository.name];
  repositories[name] = { ...repository, name, arn: arn(world, 'codecommit', name), modifiedAt: world.clock.now() };
});
