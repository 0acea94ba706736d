import {
  GetRepositoryPolicy$,
  RepositoryPolicyNotFoundException$,
  type GetRepositoryPolicyRequest,
  type GetRepositoryPolicyResponse,
} from '@aws-sdk/client-ecr';
import { fault, type Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { requireRepository } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html */
export const getRepositoryPolicy = operation(
  GetRepositoryPolicy$,
  (world, input: GetRepositoryPolicyRequest): GetRepositoryPolicyResponse => {
    const { name, policy } = requireRepository(world, input);
    if (policy === undefined) throw repositoryPolicyNotFound(world, name);
    return { registryId: world.account, repositoryName: name, policyText: policy };
  },
);

export const repositoryPolicyNotFound = (world: Pick<World, 'account'>, name: string): Fault =>
  fault(
    RepositoryPolicyNotFoundException$,
    `Repository policy does not exist for the repository with name '${name}' in the registry with id '${world.account}'`,
  );
