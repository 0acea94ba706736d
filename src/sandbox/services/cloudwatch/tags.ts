import {
  ListTagsForResource$,
  ResourceNotFoundException$,
  TagResource$,
  UntagResource$,
  type ListTagsForResourceInput,
  type ListTagsForResourceOutput,
  type Tag,
  type TagResourceInput,
  type UntagResourceInput,
} from '@aws-sdk/client-cloudwatch';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { mergedByKey } from '../../tag-list.ts';
import type { World } from '../../world.ts';
import { invalidParameter } from './faults.ts';

const MOST_TAGS = 50;

function tagsOf(world: World, arn: string | undefined): Tag[] {
  const tags = world.state.cloudwatch.tags[arn ?? ''];
  if (tags) return tags;
  throw fault(ResourceNotFoundException$, `Resource with ARN ${arn} does not exist`, { ResourceType: 'alarm', ResourceId: arn });
}

export const listTagsForResource = operation(ListTagsForResource$, (world, input: ListTagsForResourceInput): ListTagsForResourceOutput => ({
  Tags: tagsOf(world, input.ResourceARN),
}));

export const tagResource = operation(TagResource$, (world, input: TagResourceInput): void => {
  const { ResourceARN = '', Tags = [] } = input;
  const together = mergedByKey(tagsOf(world, ResourceARN), Tags, ({ Key }) => Key);
  if (Tags.some(({ Key }) => Key?.toLowerCase().startsWith('aws:'))) {
    throw invalidParameter('System tags cannot be added/updated by requester');
  }
  if (together.length > MOST_TAGS) throw invalidParameter(`The number of tags exceeds the limit of ${MOST_TAGS}.`);
  world.state.cloudwatch.tags[ResourceARN] = together;
});

export const untagResource = operation(UntagResource$, (world, input: UntagResourceInput): void => {
  const { ResourceARN = '', TagKeys = [] } = input;
  world.state.cloudwatch.tags[ResourceARN] = tagsOf(world, ResourceARN).filter(({ Key }) => !TagKeys.includes(Key ?? ''));
});
