import {
  ApplicationDoesNotExistException$,
  DeploymentGroupDoesNotExistException$,
  InvalidArnException$,
  ListTagsForResource$,
  TagResource$,
  UntagResource$,
  type ListTagsForResourceInput,
  type ListTagsForResourceOutput,
  type Tag,
  type TagResourceInput,
  type UntagResourceInput,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { mergedByKey } from '../../tag-list.ts';
import type { World } from '../../world.ts';

/** The application or deployment group that an ARN names: what carries tags. */
function findTagged(world: World, arn: string | undefined): { tags: Tag[] } {
  const [, kind, applicationName = '', groupName = ''] =
    /^arn:[\w-]+:codedeploy:[\w-]+:\d{12}:(application|deploymentgroup):([^/]+)(?:\/(.+))?$/.exec(arn ?? '') ?? [];
  if (kind === undefined) throw fault(InvalidArnException$, `The specified ARN is not in a valid format: ${arn}`);
  const application = world.state.codedeploy.applications[applicationName];
  if (application === undefined) throw fault(ApplicationDoesNotExistException$, `No application found for name: ${applicationName}`);
  if (kind === 'application') return application;
  const group = application.groups[groupName];
  if (group === undefined) throw fault(DeploymentGroupDoesNotExistException$, `No Deployment Group found for name: ${groupName}`);
  return group;
}

export const tagResource = operation(TagResource$, (world, input: TagResourceInput): object => {
  const tagged = findTagged(world, input.ResourceArn);
  tagged.tags = mergedByKey(tagged.tags, input.Tags, ({ Key }) => Key);
  return {};
});

export const untagResource = operation(UntagResource$, (world, input: UntagResourceInput): object => {
  const tagged = findTagged(world, input.ResourceArn);
  const gone = new Set(input.TagKeys);
  tagged.tags = tagged.tags.filter(tag => !gone.has(tag.Key ?? ''));
  return {};
});

export const listTagsForResource = operation(ListTagsForResource$, (world, input: ListTagsForResourceInput): ListTagsForResourceOutput => ({
  Tags: findTagged(world, input.ResourceArn).tags,
}));
