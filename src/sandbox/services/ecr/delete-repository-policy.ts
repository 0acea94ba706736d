import { DeleteRepositoryPolicy$, type DeleteRepositoryPolicyRequest, type DeleteRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepository } from './find-repository.ts';
import { repositoryPolicyNotFound } from './get-repository-policy.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryPolicy.html */
export const deleteRepositoryPolicy = operation(
  DeleteRepositoryPolicy$,
  (world, input: DeleteRepositoryPolicyRequest): DeleteRepositoryPolicyResponse => {
    const repository = requireRepository(world, input);
    const { policy } = repository;
    if (policy === undefined) throw repositoryPolicyNotFound(world, repository.name);
    delete repository.policy;
    return { registryId: world.account, repositoryName: repository.name, policyText: policy };
  },
);
