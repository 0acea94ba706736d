import { PutLifecyclePolicy$, type PutLifecyclePolicyRequest, type PutLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepository } from './find-repository.ts';
import { checkLifecyclePolicy } from './lifecycle-policy.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html */
export const putLifecyclePolicy = operation(PutLifecyclePolicy$, (world, input: PutLifecyclePolicyRequest): PutLifecyclePolicyResponse => {
  const repository = requireRepository(world, input);
  const text = input.lifecyclePolicyText ?? '';
  checkLifecyclePolicy(text);
  repository.lifecyclePolicy = { text, evaluatedAt: world.clock.now() };
  return { registryId: world.account, repositoryName: repository.name, lifecyclePolicyText: text };
});
