import { SetRepositoryPolicy$, type SetRepositoryPolicyRequest, type SetRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { PolicyError, parsePolicyDocument } from '../iam/policy-document.ts';
import { invalidParameter } from './faults.ts';
import { requireRepository } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html */
export const setRepositoryPolicy = operation(
  SetRepositoryPolicy$,
  (world, input: SetRepositoryPolicyRequest): SetRepositoryPolicyResponse => {
    const repository = requireRepository(world, input);
    const text = input.policyText ?? '';
    if (!isPolicy(text)) throw invalidParameter('PolicyText', 'Invalid repository policy provided');
    repository.policy = text;
    return { registryId: world.account, repositoryName: repository.name, policyText: text };
  },
);

function isPolicy(text: string): boolean {
  try {
    return parsePolicyDocument(text).statements.every(({ principal, notPrincipal }) => principal ?? notPrincipal);
  } catch (error) {
    if (error instanceof PolicyError) return false;
    throw error;
  }
}
