import { UntagResource$, type UntagResourceRequest, type UntagResourceResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepositoryByArn } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html */
export const untagResource = operation(UntagResource$, (world, input: UntagResourceRequest): UntagResourceResponse => {
  const repository = requireRepositoryByArn(world, input.resourceArn);
  repository.tags = repository.tags.filter(tag => !input.tagKeys?.includes(tag.Key ?? ''));
  return {};
});
