import type { Need, NeedsOf } from './operation.ts';
import type { Identity } from './services/iam/identity.ts';
import type { RequestContext } from './services/iam/policy.ts';
import type { World } from './world.ts';

/** A tag as one service or another spells it. */
interface SpeltTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/** Tags in any of the shapes in which AWS's services take them. */
export type SpeltTags = readonly SpeltTag[] | Readonly<Record<string, string>> | undefined;

const isList = (tags: NonNullable<SpeltTags>): tags is readonly SpeltTag[] => Array.isArray(tags);

/** Tags as pairs, whatever their shape. */
export function pairsOf(tags: SpeltTags): (readonly [key: string, value: string])[] {
  if (tags === undefined) return [];
  if (!isList(tags)) return Object.entries(tags);
  return tags.map(tag => [tag.Key ?? tag.key ?? '', tag.Value ?? tag.value ?? '']);
}

const keyed = (prefix: string, tags: SpeltTags): RequestContext =>
  Object.fromEntries(pairsOf(tags).map(([key, value]) => [`${prefix}/${key}`, value]));

/** Condition keys of a request without tags are absent, not empty. */
export const hasTags = (tags: SpeltTags): boolean => pairsOf(tags).length > 0;

/** The condition keys `aws:RequestTag/…` and `aws:TagKeys` of tags that a request brings. */
export const requestTags = (tags: SpeltTags): RequestContext =>
  hasTags(tags) ? { ...keyed('aws:RequestTag', tags), ...tagKeys(pairsOf(tags).map(([key]) => key)) } : {};

/** The condition key `aws:TagKeys` of a request that names keys alone. */
export const tagKeys = (keys: readonly string[] | undefined): RequestContext => (keys?.length ? { 'aws:TagKeys': keys } : {});

/** The condition key `aws:ResourceTag/…` of tags that a resource has, and the same as `PREFIX:ResourceTag/…` where a service has that too. */
export const resourceTags = (tags: SpeltTags, prefix?: string): RequestContext => ({
  ...keyed('aws:ResourceTag', tags),
  ...(prefix !== undefined && keyed(`${prefix}:ResourceTag`, tags)),
});

type Value = string | number | boolean | readonly string[] | undefined;

/** Condition keys with the values that a request gives; keys of values that it leaves out are absent. */
export function given(values: Readonly<Record<string, Value>>): RequestContext {
  const present = Object.entries(values).flatMap(([key, value]) => {
    if (value === undefined || (typeof value === 'object' && value.length === 0)) return [];
    return [[key, typeof value === 'object' ? value : String(value)] as const];
  });
  return Object.fromEntries(present);
}

/** `iam:PassRole` on a role that a call hands to a service; nothing where it hands over none. */
export const passRole = (roleArn: string | undefined, service: string): readonly Need[] =>
  roleArn ? [{ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': service } }] : [];

/** A call that a service makes on behalf of somebody. */
interface CallOnBehalf {
  readonly operation: string;
  readonly input: object;
  readonly identity: Identity;
}

/** What the table of a service says that IAM is asked about a call. */
export const needsOfCall = (
  permissions: Readonly<Record<string, NeedsOf<never>>>,
  world: World,
  { operation, input, identity }: CallOnBehalf,
): readonly Need[] =>
  // Callers build the input for this very operation.
  permissions[operation]?.(world, input as never, identity) ?? [];
