import type { Aws } from './aws.ts';

/** Tag keys of the owner mark. Everything that takes tags carries both from the call that makes it. */
export const APP_TAG = 'ecs-bluegreen:app';
export const ENV_TAG = 'ecs-bluegreen:env';

/** The owner mark as a map, for services whose tags are a map (CodeCommit, CloudWatch Logs). */
export const ownerTags = (aws: Pick<Aws, 'app' | 'env'>): Record<string, string> => ({ [APP_TAG]: aws.app, [ENV_TAG]: aws.env });

/** The owner mark as `[{Key, Value}]` (EC2, ECR, ELBv2, IAM, S3, CodeDeploy, EventBridge). */
export const ownerTagList = (aws: Pick<Aws, 'app' | 'env'>): { Key: string; Value: string }[] =>
  Object.entries(ownerTags(aws)).map(([Key, Value]) => ({ Key, Value }));

/** The owner mark as `[{key, value}]` (ECS, CodePipeline). */
export const ownerTagListLower = (aws: Pick<Aws, 'app' | 'env'>): { key: string; value: string }[] =>
  Object.entries(ownerTags(aws)).map(([key, value]) => ({ key, value }));

interface AnyTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/** The set-up (`app/env`) named in the tags, whatever their form; undefined when they carry no mark of this tool. */
export function ownerOf(tags: readonly AnyTag[] | Readonly<Record<string, string>> | undefined): string | undefined {
  const map = Array.isArray(tags)
    ? Object.fromEntries((tags as readonly AnyTag[]).map(tag => [tag.Key ?? tag.key, tag.Value ?? tag.value]))
    : ((tags ?? {}) as Record<string, string>);
  return map[APP_TAG] === undefined ? undefined : `${map[APP_TAG]}/${map[ENV_TAG]}`;
}
