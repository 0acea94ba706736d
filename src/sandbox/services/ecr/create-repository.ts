import {
  CreateRepository$,
  RepositoryAlreadyExistsException$,
  type CreateRepositoryRequest,
  type CreateRepositoryResponse,
} from '@aws-sdk/client-ecr';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { isBuiltInRepository } from '../../samples.ts';
import { invalidParameter } from './faults.ts';
import { findRepository } from './find-repository.ts';
import { repositoryShape } from './repository-shape.ts';
import type { RepositoryState } from './state.ts';
import { checkMutability } from './tag-mutability.ts';

const NAME = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const createRepository = operation(CreateRepository$, (world, input: CreateRepositoryRequest): CreateRepositoryResponse => {
  const name = input.repositoryName ?? '';
  if (name.length < 2 || name.length > 256 || !NAME.test(name)) {
    throw invalidParameter('repositoryName', `must satisfy regular expression '${NAME.source.slice(1, -1)}'`);
  }
  const mutability = checkMutability(input.imageTagMutability, input.imageTagMutabilityExclusionFilters);
  if (findRepository(world, name) || isBuiltInRepository(name)) {
    throw fault(
      RepositoryAlreadyExistsException$,
      `The repository with name '${name}' already exists in the registry with id '${world.account}'`,
    );
  }
  const repository: RepositoryState = {
    name,
    createdAt: world.clock.now(),
    imageTagMutability: mutability,
    exclusionFilters: input.imageTagMutabilityExclusionFilters ?? [],
    scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    encryption: input.encryptionConfiguration ?? { encryptionType: 'AES256' },
    tags: input.tags ?? [],
    layers: {},
    images: {},
  };
  world.state.ecr.repositories[name] = repository;
  return { repository: repositoryShape(world, repository) };
});
