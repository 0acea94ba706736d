import {
  CreateRepository$,
  InvalidRepositoryDescriptionException$,
  RepositoryNameExistsException$,
  type CreateRepositoryInput,
  type CreateRepositoryOutput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn } from '../../world.ts';
import { checkRepositoryName, repositoryMetadata } from './repository.ts';
import { emptyGitRepository, type Repository } from './state.ts';
import { checkTags } from './tags.ts';

export function checkDescription(description: string | undefined): void {
  if ((description?.length ?? 0) > 1000) {
    throw fault(InvalidRepositoryDescriptionException$, 'The repository description can have at most 1,000 characters.');
  }
}

export const createRepository = operation(CreateRepository$, (world, input: CreateRepositoryInput): CreateRepositoryOutput => {
  const name = input.repositoryName ?? '';
  checkRepositoryName(name);
  checkDescription(input.repositoryDescription);
  checkTags(input.tags ?? {});
  if (world.state.codecommit.repositories[name] !== undefined) {
    throw fault(RepositoryNameExistsException$, `Repository named ${name} already exists`);
  }
  const now = world.clock.now();
  const repository: Repository = {
    ...emptyGitRepository(name, now),
    arn: arn(world, 'codecommit', name),
    createdAt: now,
    tags: { ...input.tags },
    ...(input.repositoryDescription !== undefined && { description: input.repositoryDescription }),
    ...(input.kmsKeyId !== undefined && { kmsKeyId: input.kmsKeyId }),
  };
  world.state.codecommit.repositories[name] = repository;
  return { repositoryMetadata: repositoryMetadata(world, repository) };
});
