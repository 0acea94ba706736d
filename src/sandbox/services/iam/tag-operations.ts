import {
  ListPolicyTags$,
  ListRoleTags$,
  ListUserTags$,
  TagPolicy$,
  TagRole$,
  TagUser$,
  UntagPolicy$,
  UntagRole$,
  UntagUser$,
  type ListRoleTagsResponse,
  type Tag,
} from '@aws-sdk/client-iam';
import type { StaticOperationSchema } from '@smithy/types';
import { operation, type Operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { markerPage } from './marker-page.ts';
import { findOwnPolicy } from './policies.ts';
import { findRole } from './role.ts';
import { mergeTags } from './tags.ts';
import { findModifiableUser, findUser } from './user.ts';

interface Input {
  readonly RoleName?: string | undefined;
  readonly UserName?: string | undefined;
  readonly PolicyArn?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly TagKeys?: readonly string[] | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

type Schemas = readonly [tag: StaticOperationSchema, untag: StaticOperationSchema, list: StaticOperationSchema];
type Find = (world: World, input: Input) => { tags: Tag[] };

const operations = ([tag, untag, list]: Schemas, find: Find, findModifiable: Find = find): readonly Operation[] => [
  operation(tag, (world, input: Input): void => {
    const tagged = findModifiable(world, input);
    tagged.tags = mergeTags(tagged.tags, input.Tags ?? []);
  }),
  operation(untag, (world, input: Input): void => {
    const tagged = findModifiable(world, input);
    const unwanted = new Set(input.TagKeys?.map(key => key.toLowerCase()));
    tagged.tags = tagged.tags.filter(({ Key }) => !unwanted.has(Key?.toLowerCase() ?? ''));
  }),
  operation(list, (world, input: Input): ListRoleTagsResponse => {
    const { found, paging } = markerPage(find(world, input).tags, input);
    return { Tags: found, ...paging };
  }),
];

/** Tags of roles, users and the account's own policies. */
export const tagOperations: readonly Operation[] = [
  ...operations([TagRole$, UntagRole$, ListRoleTags$], (world, { RoleName = '' }) => findRole(world, RoleName)),
  ...operations(
    [TagUser$, UntagUser$, ListUserTags$],
    (world, { UserName = '' }) => findUser(world, UserName),
    (world, { UserName = '' }) => findModifiableUser(world, UserName),
  ),
  ...operations([TagPolicy$, UntagPolicy$, ListPolicyTags$], (world, { PolicyArn = '' }) => findOwnPolicy(world, PolicyArn)),
];
