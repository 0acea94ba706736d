import {
  AddTags$,
  DescribeTags$,
  DuplicateTagKeysException$,
  RemoveTags$,
  TooManyTagsException$,
  type AddTagsInput,
  type DescribeTagsInput,
  type DescribeTagsOutput,
  type RemoveTagsInput,
  type Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { mergedByKey } from '../../tag-list.ts';
import type { World } from '../../world.ts';
import { listenerOf, loadBalancerOf, ruleOf, targetGroupOf } from './find.ts';
import { validationError } from './refusal.ts';

const MOST_TAGS = 50;

/** Remembers the tags of a new thing. */
export function tagNew(world: World, arn: string, tags: readonly Tag[] | undefined): void {
  checkTags(tags);
  if (tags?.length) world.state.elbv2.tags[arn] = [...tags];
}

/** Refuses two tags with one key. */
export function checkTags(tags: readonly Tag[] | undefined): void {
  const keys = (tags ?? []).map(tag => tag.Key);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) throw fault(DuplicateTagKeysException$, `Tag key was specified more than once: ${repeated}`);
  const reserved = keys.find(key => key?.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) throw validationError(`The tag key '${reserved}' is not valid: it begins with 'aws:'`);
  if (keys.length > MOST_TAGS) throw fault(TooManyTagsException$, 'The maximum number of tags for a resource has been reached');
}

function mustExist(world: World, arn: string): void {
  if (arn.includes(':loadbalancer/')) loadBalancerOf(world, arn);
  else if (arn.includes(':targetgroup/')) targetGroupOf(world, arn);
  else if (arn.includes(':listener/')) listenerOf(world, arn);
  else if (!Object.values(world.state.elbv2.listeners).some(listener => listener.defaultRuleArn === arn)) ruleOf(world, arn);
}

export const addTags = operation(AddTags$, (world: World, input: AddTagsInput) => {
  checkTags(input.Tags);
  for (const arn of input.ResourceArns ?? []) {
    mustExist(world, arn);
    const merged = mergedByKey(world.state.elbv2.tags[arn] ?? [], input.Tags, ({ Key }) => Key);
    if (merged.length > MOST_TAGS) throw fault(TooManyTagsException$, 'The maximum number of tags for a resource has been reached');
    world.state.elbv2.tags[arn] = merged;
  }
  return {};
});

export const removeTags = operation(RemoveTags$, (world: World, input: RemoveTagsInput) => {
  for (const arn of input.ResourceArns ?? []) {
    mustExist(world, arn);
    world.state.elbv2.tags[arn] = (world.state.elbv2.tags[arn] ?? []).filter(tag => !input.TagKeys?.includes(tag.Key ?? ''));
  }
  return {};
});

export const describeTags = operation(DescribeTags$, (world: World, input: DescribeTagsInput): DescribeTagsOutput => ({
  TagDescriptions: (input.ResourceArns ?? []).map(arn => {
    mustExist(world, arn);
    return { ResourceArn: arn, Tags: world.state.elbv2.tags[arn] ?? [] };
  }),
}));

/** Forgets the tags of a deleted thing. */
export function untagDeleted(world: World, arn: string): void {
  delete world.state.elbv2.tags[arn];
}
