import { ListTagsForResource$, type ListTagsForResourceRequest, type ListTagsForResourceResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepositoryByArn } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = operation(
  ListTagsForResource$,
  (world, input: ListTagsForResourceRequest): ListTagsForResourceResponse => ({
    tags: [...requireRepositoryByArn(world, input.resourceArn).tags],
  }),
);
