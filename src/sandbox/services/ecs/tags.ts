import {
  ListTagsForResource$,
  ResourceNotFoundException$,
  TagResource$,
  UntagResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  type Tag,
  type TagResourceRequest,
  type UntagResourceRequest,
} from '@aws-sdk/client-ecs';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { mergedByKey } from '../../tag-list.ts';
import type { World } from '../../world.ts';
import { invalidParameter } from './faults.ts';
import { findCluster, findTaskDefinition } from './find.ts';

/** Remembers the tags of a new thing. */
export function tagNew(world: World, arn: string, tags: readonly Tag[] | undefined): void {
  if (tags?.length) world.state.ecs.tags[arn] = [...tags];
}

/** Refuses tags that AWS would refuse. */
export function checkTags(tags: readonly Tag[] | undefined): void {
  const keys = (tags ?? []).map(tag => tag.key);
  if (new Set(keys).size < keys.length) throw invalidParameter('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  if (keys.some(key => key?.toLowerCase().startsWith('aws:')))
    throw invalidParameter("Tag keys cannot start with the reserved prefix 'aws:'.");
  if (keys.length > 50) throw invalidParameter('The maximum number of tags that can be applied to a resource is 50.');
}

export const tagsOf = (world: World, arn: string): Tag[] => world.state.ecs.tags[arn] ?? [];

function mustExist(world: World, arn: string): void {
  const { services, tasks } = world.state.ecs;
  const taskSets = Object.values(services).flatMap(service => service.taskSets);
  const found =
    (arn.includes(':cluster/') && findCluster(world, arn)) ||
    (arn.includes(':task-definition/') && findTaskDefinition(world, arn)) ||
    services[arn] ||
    tasks[arn] ||
    taskSets.some(set => set.arn === arn);
  if (!found) throw fault(ResourceNotFoundException$, 'The specified resource could not be found.');
}

export const listTagsForResource = operation(
  ListTagsForResource$,
  (world: World, input: ListTagsForResourceRequest): ListTagsForResourceResponse => {
    mustExist(world, input.resourceArn ?? '');
    return { tags: tagsOf(world, input.resourceArn ?? '') };
  },
);

export const tagResource = operation(TagResource$, (world: World, input: TagResourceRequest) => {
  const arn = input.resourceArn ?? '';
  mustExist(world, arn);
  const merged = mergedByKey(tagsOf(world, arn), input.tags, ({ key }) => key);
  checkTags(input.tags);
  checkTags(merged);
  world.state.ecs.tags[arn] = merged;
  return {};
});

export const untagResource = operation(UntagResource$, (world: World, input: UntagResourceRequest) => {
  const arn = input.resourceArn ?? '';
  mustExist(world, arn);
  world.state.ecs.tags[arn] = tagsOf(world, arn).filter(tag => !input.tagKeys?.includes(tag.key ?? ''));
  return {};
});
