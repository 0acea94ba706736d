import {
  LimitExceededException$,
  ListTagsForResource$,
  TagResource$,
  UntagResource$,
  type ListTagsForResourceInput,
  type ListTagsForResourceOutput,
  type Tag,
  type TagResourceInput,
  type UntagResourceInput,
} from '@aws-sdk/client-codestar-connections';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { mergedByKey } from '../../tag-list.ts';
import { findConnection, invalid } from './connection.ts';

export function checkTags(tags: readonly Tag[]): void {
  if (tags.some(({ Key }) => Key?.toLowerCase().startsWith('aws:'))) throw invalid('Tag keys that start with aws: are reserved.');
  if (tags.length > 50) throw fault(LimitExceededException$, 'A connection can have at most 50 tags.');
}

export const tagResource = operation(TagResource$, (world, input: TagResourceInput): object => {
  const connection = findConnection(world, input.ResourceArn);
  const tags = mergedByKey(connection.tags, input.Tags, ({ Key }) => Key);
  checkTags(tags);
  connection.tags = tags;
  return {};
});

export const untagResource = operation(UntagResource$, (world, input: UntagResourceInput): object => {
  const connection = findConnection(world, input.ResourceArn);
  const gone = new Set(input.TagKeys);
  connection.tags = connection.tags.filter(({ Key }) => !gone.has(Key ?? ''));
  return {};
});

export const listTagsForResource = operation(ListTagsForResource$, (world, input: ListTagsForResourceInput): ListTagsForResourceOutput => ({
  Tags: findConnection(world, input.ResourceArn).tags,
}));
