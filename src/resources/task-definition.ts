import { RegisterTaskDefinitionCommand, type RegisterTaskDefinitionCommandInput, type Tag } from '@aws-sdk/client-ecs';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Aws } from '../aws/aws.ts';
import { ensureOnce, retryPropagation } from '../aws/retry.ts';
import { markOf, ownerOf, ownerTagListLower } from '../aws/tags.ts';
import type { Kind, Live } from '../engine/types.ts';
import { required } from './required.ts';
import { sortedKeys } from './same.ts';
import { activeRevision, removeRevisions, revisionArns, type Revision } from './task-definition-revisions.ts';

export interface TaskDefinitionSpec {
  readonly family: string;
  /** A RegisterTaskDefinition request; the image of `container` is filled in, and that of others which name none. */
  readonly definition: object;
  readonly container: string;
  /** The image that the service starts with. */
  readonly image: string;
}

export type TaskDefinitionOutputs = { readonly arn: string; readonly family: string };

/**
 * The revision that the service is made from; later ones come from the pipeline, which registers what the repository holds. So a
 * definition that was changed since is the next release's business, not ours. AWS makes a new revision at each call, so a tag
 * with the hash of the request tells whether the wanted one is there.
 */
export const taskDefinition: Kind<TaskDefinitionSpec, TaskDefinitionOutputs, Aws> = {
  type: 'ecs.task-definition',
  outputs: ['arn', 'family'],
  identity: ['family'],
  createOnly: ['definition', 'image'],
  arnPattern: /^arn:[^:]+:ecs:[^:]+:\d+:task-definition\/(?<family>[^:]+):\d+$/,
  permissions: {
    read: ['ecs:DescribeTaskDefinition', 'ecs:ListTaskDefinitions'],
    write: ['ecs:RegisterTaskDefinition', 'ecs:TagResource', 'iam:PassRole', 'ecs:DeregisterTaskDefinition', 'ecs:DeleteTaskDefinitions'],
  },

  async read(aws, spec, known) {
    const noted = known && (await activeRevision(aws, known.arn));
    if (noted !== undefined && isMarked(noted)) return liveOf(spec, noted);
    const newest = await activeRevision(aws, spec.family);
    if (newest === undefined) return undefined;
    const seed = await findSeed(aws, newest);
    if (seed !== undefined) return liveOf(spec, seed);
    // Somebody tidied up old revisions. The service has long been started, so ours is not missed.
    const owner = known?.family === spec.family ? aws.owner : ownerOf(newest.tags);
    return { outputs: { arn: newest.arn, family: spec.family }, actual: { family: spec.family }, owner };
  },

  async ensure(aws, spec, live, intent) {
    if (live?.owner === aws.owner && isDeepStrictEqual(live.actual.definition, spec.definition)) return live.outputs;
    const find = async (): Promise<Revision | undefined> => {
      const newest = await activeRevision(aws, spec.family);
      return newest !== undefined && hashIn(newest.tags) === hashOf(spec) && ownerOf(newest.tags) === aws.owner ? newest : undefined;
    };
    const made = await ensureOnce(aws, intent, find, () => retryPropagation(aws, intent, () => register(aws, spec)));
    return { arn: made.arn, family: spec.family };
  },

  remove: (aws, known) => removeRevisions(aws, known.family),
};

const HASH_TAG = 'ecs-bluegreen:hash';

const hashOf = ({ definition, container }: TaskDefinitionSpec): string =>
  createHash('sha256')
    .update(JSON.stringify(sortedKeys([definition, container])))
    .digest('hex');

const hashIn = (tags: readonly Tag[]): string | undefined => tags.find(({ key }) => key === HASH_TAG)?.value;

/** What the pipeline has registered carries no mark of ours. */
const isMarked = ({ tags }: Revision): boolean => hashIn(tags) !== undefined || ownerOf(tags) !== undefined;

/** The newest revision or else the oldest one that we registered; what lies between came from the pipeline. */
async function findSeed(aws: Aws, newest: Revision): Promise<Revision | undefined> {
  if (hashIn(newest.tags) !== undefined) return newest;
  for (const arn of await revisionArns(aws, required(newest.definition.family, 'family'), 'ACTIVE')) {
    const revision = await activeRevision(aws, arn);
    if (revision !== undefined && hashIn(revision.tags) !== undefined) return revision;
  }
  return undefined;
}

/** Members of an answer that the request does not have. */
const OUTPUT_ONLY = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
]);

/** AWS fills in defaults, so what was asked for is told by the hash; only where that differs is the answer itself shown. */
function liveOf(spec: TaskDefinitionSpec, { arn, definition, tags }: Revision): Live<TaskDefinitionSpec, TaskDefinitionOutputs> {
  const family = required(definition.family, 'family');
  const isWanted = hashIn(tags) === hashOf(spec);
  const found = Object.fromEntries(Object.entries(definition).filter(([member]) => !OUTPUT_ONLY.has(member)));
  return { outputs: { arn, family }, actual: { family, definition: isWanted ? spec.definition : found }, ...markOf(tags) };
}

async function register(aws: Aws, spec: TaskDefinitionSpec): Promise<Revision> {
  const tags = [...ownerTagListLower(aws), { key: HASH_TAG, value: hashOf(spec) }];
  // The user's own taskdef.json, which AWS checks better than we could.
  const definition = spec.definition as RegisterTaskDefinitionCommandInput;
  const reply = await aws.ecs.send(
    new RegisterTaskDefinitionCommand({
      ...definition,
      family: spec.family,
      containerDefinitions: (definition.containerDefinitions ?? []).map(container =>
        container.name === spec.container || container.image === undefined ? { ...container, image: spec.image } : container,
      ),
      tags: [...(definition.tags ?? []).filter(({ key }) => !tags.some(tag => tag.key === key)), ...tags],
    }),
  );
  const made = required(reply.taskDefinition, 'taskDefinition');
  return { arn: required(made.taskDefinitionArn, 'taskDefinitionArn'), definition: made, tags };
}
