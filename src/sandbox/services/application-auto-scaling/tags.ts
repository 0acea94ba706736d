import {
  ListTagsForResource$,
  ResourceNotFoundException$,
  TagResource$,
  TooManyTagsException$,
  UntagResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  type TagResourceRequest,
  type UntagResourceRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';

const MOST_TAGS = 50;

function tagsOf(world: World, arn = ''): Record<string, string> {
  const tags = world.state.applicationAutoScaling.tags[arn];
  if (!tags) throw fault(ResourceNotFoundException$, `The resource ${arn} does not exist`, { ResourceName: arn });
  return tags;
}

export const listTagsForResource = operation(
  ListTagsForResource$,
  (world, input: ListTagsForResourceRequest): ListTagsForResourceResponse => ({ Tags: { ...tagsOf(world, input.ResourceARN) } }),
);

export const tagResource = operation(TagResource$, (world, input: TagResourceRequest): void => {
  const tags = tagsOf(world, input.ResourceARN);
  if (Object.keys({ ...tags, ...input.Tags }).length > MOST_TAGS) {
    throw fault(TooManyTagsException$, `The number of tags exceeds the limit of ${MOST_TAGS}`, { ResourceName: input.ResourceARN });
  }
  Object.assign(tags, input.Tags);
});

export const untagResource = operation(UntagResource$, (world, input: UntagResourceRequest): void => {
  const tags = tagsOf(world, input.ResourceARN);
  for (const key of input.TagKeys ?? []) delete tags[key];
});
