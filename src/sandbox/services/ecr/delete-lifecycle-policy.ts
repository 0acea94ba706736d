import { DeleteLifecyclePolicy$, type DeleteLifecyclePolicyRequest, type DeleteLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepository } from './find-repository.ts';
import { lifecyclePolicyNotFound } from './get-lifecycle-policy.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteLifecyclePolicy.html */
export const deleteLifecyclePolicy = operation(
  DeleteLifecyclePolicy$,
  (world, input: DeleteLifecyclePolicyRequest): DeleteLifecyclePolicyResponse => {
    const repository = requireRepository(world, input);
    const { name, lifecyclePolicy } = repository;
    if (!lifecyclePolicy) throw lifecyclePolicyNotFound(world, name);
    delete repository.lifecyclePolicy;
    return {
      registryId: world.account,
      repositoryName: name,
      lifecyclePolicyText: lifecyclePolicy.text,
      lastEvaluatedAt: lifecyclePolicy.evaluatedAt,
    };
  },
);
