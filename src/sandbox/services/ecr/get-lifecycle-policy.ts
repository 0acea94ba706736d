import {
  GetLifecyclePolicy$,
  LifecyclePolicyNotFoundException$,
  type GetLifecyclePolicyRequest,
  type GetLifecyclePolicyResponse,
} from '@aws-sdk/client-ecr';
import { fault, type Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { requireRepository } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html */
export const getLifecyclePolicy = operation(GetLifecyclePolicy$, (world, input: GetLifecyclePolicyRequest): GetLifecyclePolicyResponse => {
  const { name, lifecyclePolicy } = requireRepository(world, input);
  if (!lifecyclePolicy) throw lifecyclePolicyNotFound(world, name);
  return {
    registryId: world.account,
    repositoryName: name,
    lifecyclePolicyText: lifecyclePolicy.text,
    lastEvaluatedAt: lifecyclePolicy.evaluatedAt,
  };
});

export const lifecyclePolicyNotFound = (world: Pick<World, 'account'>, name: string): Fault =>
  fault(
    LifecyclePolicyNotFoundException$,
    `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${world.account}'`,
  );
