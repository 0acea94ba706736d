import { TagResource$, type TagResourceRequest, type TagResourceResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepositoryByArn } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html */
export const tagResource = operation(TagResource$, (world, input: TagResourceRequest): TagResourceResponse => {
  const repository = requireRepositoryByArn(world, input.resourceArn);
  const added = input.tags ?? [];
  repository.tags = [...repository.tags.filter(tag => !added.some(other => other.Key === tag.Key)), ...added];
  return {};
});
