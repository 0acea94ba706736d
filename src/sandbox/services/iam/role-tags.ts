import {
  ListRoleTags$,
  TagRole$,
  UntagRole$,
  type ListRoleTagsRequest,
  type ListRoleTagsResponse,
  type TagRoleRequest,
  type UntagRoleRequest,
} from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import { markerPage } from './marker-page.ts';
import { findRole } from './role.ts';
import { mergeTags } from './tags.ts';

export const tagRole = operation(TagRole$, (world, input: TagRoleRequest): void => {
  const role = findRole(world, input.RoleName ?? '');
  role.tags = mergeTags(role.tags, input.Tags ?? []);
});

export const untagRole = operation(UntagRole$, (world, input: UntagRoleRequest): void => {
  const role = findRole(world, input.RoleName ?? '');
  const unwanted = new Set(input.TagKeys?.map(key => key.toLowerCase()));
  role.tags = role.tags.filter(({ Key }) => !unwanted.has(Key?.toLowerCase() ?? ''));
});

export const listRoleTags = operation(ListRoleTags$, (world, input: ListRoleTagsRequest): ListRoleTagsResponse => {
  const { found, paging } = markerPage(findRole(world, input.RoleName ?? '').tags, input);
  return { Tags: found, ...paging };
});
