import type { Aws } from './aws.ts';

/** Tag keys of the owner mark. Everything that takes tags carries both from the call that makes it. */
export const APP_TAG = 'ecs-bluegreen:app';
export const ENV_TAG = 'ecs-bluegreen:env';

/** On what was there before and was taken over, so that it is left alone by a removal also when no state tells of that. */
const ADOPTED_TAG = 'ecs-bluegreen:adopted';

type Marker = Pick<Aws, 'app' | 'env' | 'adopting'>;

/** The owner mark as a map, for services whose tags are a map (CodeCommit, CloudWatch Logs). */
export const ownerTags = (aws: Marker): Record<string, string> => ({
  [APP_TAG]: aws.app,
  [ENV_TAG]: aws.env,
  ...(aws.adopting === true && { [ADOPTED_TAG]: 'true' }),
});

/** The owner mark as `[{Key, Value}]` (EC2, ECR, ELBv2, IAM, S3, CodeDeploy, EventBridge). */
export const ownerTagList = (aws: Marker): { Key: string; Value: string }[] =>
  Object.entries(ownerTags(aws)).map(([Key, Value]) => ({ Key, Value }));

/** The owner mark as `[{key, value}]` (ECS, CodePipeline). */
export const ownerTagListLower = (aws: Marker): { key: string; value: string }[] =>
  Object.entries(ownerTags(aws)).map(([key, value]) => ({ key, value }));

interface AnyTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/** Whose a thing is, and whether it was there before. */
export interface Mark {
  /** The set-up: `app/env`. Undefined where the tags carry no mark of this tool. */
  readonly owner?: string | undefined;
  readonly adopted?: true;
}

type Tags = readonly AnyTag[] | Readonly<Record<string, string>> | undefined;

const mapOf = (tags: Tags): Readonly<Record<string, string | undefined>> =>
  Array.isArray(tags)
    ? Object.fromEntries((tags as readonly AnyTag[]).map(tag => [tag.Key ?? tag.key, tag.Value ?? tag.value]))
    : ((tags ?? {}) as Record<string, string>);

/** The mark in the tags, whatever their form. */
export function markOf(tags: Tags): Mark {
  const map = mapOf(tags);
  if (map[APP_TAG] === undefined) return {};
  return { owner: `${map[APP_TAG]}/${map[ENV_TAG]}`, ...(map[ADOPTED_TAG] !== undefined && { adopted: true }) };
}

/** The set-up that the tags name. */
export const ownerOf = (tags: Tags): string | undefined => markOf(tags).owner;
