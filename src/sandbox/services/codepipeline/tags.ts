import {
  InvalidArnException$,
  InvalidTagsException$,
  ListTagsForResource$,
  ResourceNotFoundException$,
  TagResource$,
  TooManyTagsException$,
  UntagResource$,
  type ListTagsForResourceInput,
  type ListTagsForResourceOutput,
  type Tag,
  type TagResourceInput,
  type UntagResourceInput,
} from '@aws-sdk/client-codepipeline';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { mergedByKey } from '../../tag-list.ts';
import type { World } from '../../world.ts';
import { badToken } from './pipeline.ts';
import type { PipelineRecord } from './state.ts';

export function checkTags(tags: readonly Tag[]): void {
  if (tags.some(tag => tag.key?.toLowerCase().startsWith('aws:')))
    throw fault(InvalidTagsException$, 'Tag keys that start with aws: are reserved.');
  if (tags.length > 50) throw fault(TooManyTagsException$, 'The tags limit for a resource has been exceeded.');
}

function findByArn(world: World, arn: string | undefined): PipelineRecord {
  if (!/^arn:[\w-]+:codepipeline:[\w-]+:\d{12}:.+$/.test(arn ?? ''))
    throw fault(InvalidArnException$, `The specified resource ARN is invalid: ${arn}`);
  const pipeline = Object.values(world.state.codepipeline.pipelines).find(candidate => candidate.arn === arn);
  if (pipeline === undefined) throw fault(ResourceNotFoundException$, `The resource ${arn} was not found`);
  return pipeline;
}

export const tagResource = operation(TagResource$, (world, input: TagResourceInput): object => {
  const pipeline = findByArn(world, input.resourceArn);
  const tags = mergedByKey(pipeline.tags, input.tags, ({ key }) => key);
  checkTags(tags);
  pipeline.tags = tags;
  return {};
});

export const untagResource = operation(UntagResource$, (world, input: UntagResourceInput): object => {
  const pipeline = findByArn(world, input.resourceArn);
  const gone = new Set(input.tagKeys);
  pipeline.tags = pipeline.tags.filter(tag => !gone.has(tag.key ?? ''));
  return {};
});

export const listTagsForResource = operation(ListTagsForResource$, (world, input: ListTagsForResourceInput): ListTagsForResourceOutput => {
  const { items, next } = page(findByArn(world, input.resourceArn).tags, input.nextToken, input.maxResults, badToken);
  return { tags: items, nextToken: next };
});
