import {
  InvalidSystemTagUsageException$,
  InvalidTagsMapException$,
  ListTagsForResource$,
  ResourceArnRequiredException$,
  RepositoryDoesNotExistException$,
  TagResource$,
  TooManyTagsException$,
  UntagResource$,
  type ListTagsForResourceInput,
  type ListTagsForResourceOutput,
  type TagResourceInput,
  type UntagResourceInput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import type { Repository } from './state.ts';

export function checkTags(tags: Readonly<Record<string, string>>): void {
  const keys = Object.keys(tags);
  if (keys.length > 50) throw fault(TooManyTagsException$, 'The maximum number of tags for an AWS CodeCommit resource is 50.');
  if (keys.some(key => key.toLowerCase().startsWith('aws:'))) {
    throw fault(InvalidSystemTagUsageException$, 'Tag keys that start with aws: are reserved.');
  }
  if (keys.some(key => key.length === 0 || key.length > 128 || (tags[key]?.length ?? 0) > 256)) {
    throw fault(InvalidTagsMapException$, 'The map of tags is not valid.');
  }
}

function findByArn(world: World, resourceArn: string | undefined): Repository {
  if (!resourceArn) throw fault(ResourceArnRequiredException$, 'A valid Amazon Resource Name (ARN) for a repository is required.');
  const repository = Object.values(world.state.codecommit.repositories).find(({ arn }) => arn === resourceArn);
  if (repository === undefined) throw fault(RepositoryDoesNotExistException$, `${resourceArn.split(':').at(-1)} does not exist`);
  return repository;
}

/** CodeCommit's tags are a map, not a list. */
export const tagResource = operation(TagResource$, (world, input: TagResourceInput): void => {
  const repository = findByArn(world, input.resourceArn);
  const tags = { ...repository.tags, ...input.tags };
  checkTags(tags);
  repository.tags = tags;
});

export const untagResource = operation(UntagResource$, (world, input: UntagResourceInput): void => {
  const repository = findByArn(world, input.resourceArn);
  const gone = new Set(input.tagKeys);
  repository.tags = Object.fromEntries(Object.entries(repository.tags).filter(([key]) => !gone.has(key)));
});

export const listTagsForResource = operation(ListTagsForResource$, (world, input: ListTagsForResourceInput): ListTagsForResourceOutput => ({
  tags: findByArn(world, input.resourceArn).tags,
}));
