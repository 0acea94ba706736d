import { PutImageTagMutability$, type PutImageTagMutabilityRequest, type PutImageTagMutabilityResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepository } from './find-repository.ts';
import { checkMutability } from './tag-mutability.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html */
export const putImageTagMutability = operation(
  PutImageTagMutability$,
  (world, input: PutImageTagMutabilityRequest): PutImageTagMutabilityResponse => {
    const repository = requireRepository(world, input);
    repository.imageTagMutability = checkMutability(input.imageTagMutability, input.imageTagMutabilityExclusionFilters);
    repository.exclusionFilters = input.imageTagMutabilityExclusionFilters ?? [];
    return {
      registryId: world.account,
      repositoryName: repository.name,
      imageTagMutability: repository.imageTagMutability,
      ...(repository.exclusionFilters.length > 0 && { imageTagMutabilityExclusionFilters: [...repository.exclusionFilters] }),
    };
  },
);
