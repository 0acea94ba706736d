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
} from '@aws-sdk/client-eventbridge';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { mergedByKey } from '../../tag-list.ts';
import type { World } from '../../world.ts';
import { invalid } from './rule.ts';
import type { RuleRecord } from './state.ts';

export function checkTags(tags: readonly Tag[]): void {
  if (tags.some(tag => tag.Key?.toLowerCase().startsWith('aws:'))) throw invalid('System tags cannot be added/updated by requester');
  if (tags.length > 50) throw invalid('The number of tags exceeds the limit of 50.');
}

function findByArn(world: World, arn: string | undefined): RuleRecord {
  const rule = Object.values(world.state.events.rules).find(candidate => candidate.arn === arn);
  if (rule === undefined) throw fault(ResourceNotFoundException$, `Rule ${arn?.split('/').at(-1)} does not exist on EventBus default.`);
  return rule;
}

export const tagResource = operation(TagResource$, (world, input: TagResourceRequest): void => {
  const rule = findByArn(world, input.ResourceARN);
  const tags = mergedByKey(rule.tags, input.Tags, ({ Key }) => Key);
  checkTags(tags);
  rule.tags = tags;
});

export const untagResource = operation(UntagResource$, (world, input: UntagResourceRequest): void => {
  const rule = findByArn(world, input.ResourceARN);
  const gone = new Set(input.TagKeys);
  rule.tags = rule.tags.filter(tag => !gone.has(tag.Key ?? ''));
});

export const listTagsForResource = operation(
  ListTagsForResource$,
  (world, input: ListTagsForResourceRequest): ListTagsForResourceResponse => ({ Tags: findByArn(world, input.ResourceARN).tags }),
);
