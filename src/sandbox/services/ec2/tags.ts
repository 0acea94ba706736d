import {
  CreateTags$,
  DeleteTags$,
  DescribeTags$,
  type CreateTagsRequest,
  type DeleteTagsRequest,
  type DescribeTagsRequest,
  type DescribeTagsResult,
  type ResourceType,
  type Tag,
} from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { tokenPage } from './describe.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { KINDS } from './kinds.ts';
import { mergeTags } from './tag-specifications.ts';

function findTagged(world: World, id: string): { Tags: Tag[] } {
  for (const kind of KINDS) {
    // Each kind finds its own sort of record; what they have in common is the tags.
    if (id.startsWith(`${kind.prefix}-`))
      return kind.records(world.state.ec2)[id] ?? refuse(kind.notFoundCode, `The ${kind.noun} '${id}' does not exist`);
  }
  throw new Fault('InvalidID', `The ID '${id}' is not valid`);
}

function refuse(code: string, message: string): never {
  throw new Fault(code, message);
}

/** All or nothing: an unknown id leaves the others untouched. */
export const createTags = operation(CreateTags$, (world, input: CreateTagsRequest): void => {
  const changes = (input.Resources ?? []).map(id => {
    const tagged = findTagged(world, id);
    return { tagged, tags: mergeTags(tagged.Tags, input.Tags ?? []) };
  });
  for (const { tagged, tags } of changes) tagged.Tags = tags;
});

/** A tag without a value goes whatever its value; without any tag all go. */
export const deleteTags = operation(DeleteTags$, (world, input: DeleteTagsRequest): void => {
  const goes = ({ Key, Value }: Tag) =>
    !input.Tags?.length || input.Tags.some(tag => tag.Key === Key && (tag.Value === undefined || tag.Value === Value));
  for (const tagged of (input.Resources ?? []).map(id => findTagged(world, id))) tagged.Tags = tagged.Tags.filter(tag => !goes(tag));
});

interface TagEntry {
  readonly Key: string;
  readonly Value: string;
  readonly ResourceId: string;
  readonly ResourceType: ResourceType;
  readonly Tags: readonly Tag[];
}

const FILTERS: FilterTable<TagEntry> = {
  key: tag => tag.Key,
  'resource-id': tag => tag.ResourceId,
  'resource-type': tag => tag.ResourceType,
  value: tag => tag.Value,
};

function allTags(world: World): TagEntry[] {
  return KINDS.flatMap(kind =>
    Object.entries(kind.records(world.state.ec2)).flatMap(([ResourceId, { Tags }]) =>
      Tags.map(({ Key = '', Value = '' }) => ({ Key, Value, ResourceId, ResourceType: kind.type, Tags: [{ Key, Value }] })),
    ),
  );
}

export const describeTags = operation(DescribeTags$, (world, input: DescribeTagsRequest): DescribeTagsResult => {
  const { found, paging } = tokenPage(applyFilters(allTags(world), input.Filters, FILTERS), input);
  return { Tags: [...found], ...paging };
});
