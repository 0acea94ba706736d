import {
  ListTagsForResource$,
  TagResource$,
  TooManyTagsException$,
  UntagResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  type TagResourceRequest,
  type UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { findGroupByArn } from './find-group.ts';

const MOST_TAGS = 50;

export const listTagsForResource = operation(
  ListTagsForResource$,
  (world, input: ListTagsForResourceRequest): ListTagsForResourceResponse => ({
    tags: { ...findGroupByArn(world, input.resourceArn ?? '').tags },
  }),
);

export const tagResource = operation(TagResource$, (world, input: TagResourceRequest): void => {
  const { tags } = findGroupByArn(world, input.resourceArn ?? '');
  const together = { ...tags, ...input.tags };
  if (Object.keys(together).length > MOST_TAGS) throw fault(TooManyTagsException$, `A resource can have at most ${MOST_TAGS} tags`);
  Object.assign(tags, input.tags);
});

export const untagResource = operation(UntagResource$, (world, input: UntagResourceRequest): void => {
  const { tags } = findGroupByArn(world, input.resourceArn ?? '');
  for (const key of input.tagKeys ?? []) delete tags[key];
});
