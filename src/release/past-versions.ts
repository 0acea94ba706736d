import { DescribeTaskDefinitionCommand, type TaskDefinition } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { nameIs } from '../aws/errors.ts';
import { readDeployments, ROLLBACK_MARK, RUNNING_STATUSES, type PastDeployment } from './deployment-history.ts';
import { imageKept, type VersionImage } from './image-kept.ts';
import { livesOf, type Deployed, type Life } from './lives.ts';
import { readOrigins, type Origin } from './origins.ts';
import type { Standing } from './standing.ts';

/** Where to look for versions. */
export interface HistoryPlace {
  readonly application: string;
  readonly group: string;
  readonly pipeline: string;
  /** The repository of images. */
  readonly repository: string;
  readonly container: string;
}

/** A version that was live, or is. */
export interface PastVersion extends VersionImage {
  /** ARN of the revision. */
  readonly taskDefinition: string;
  /** `FAMILY:NUMBER`. */
  readonly revision: string;
  /** The same for revisions that differ by their number only. */
  readonly content: string;
  /** False once the revision was deregistered. */
  readonly active: boolean;
  readonly image: string;
  /** When it last was brought live; undefined where no deployment that is still known did it. */
  readonly since: Date | undefined;
  readonly deploymentId: string | undefined;
  /** The AppSpec that it went live with. */
  readonly appSpec: string | undefined;
  /** Who brought it live: undefined where no deployment that is still known did. */
  readonly by: 'pipeline' | 'hand' | 'rollback' | undefined;
  /** The pipeline's execution that brought it live. */
  readonly execution: Origin | undefined;
  /** The execution that its files and its image came with, however it was brought live again later. */
  readonly source: Origin | undefined;
}

/** The versions of a service. */
export interface History {
  readonly live: PastVersion | undefined;
  /** What `rollback` goes back to; undefined where nothing was live before. */
  readonly before: PastVersion | undefined;
  /** Each once, as it was last live; newest first. */
  readonly versions: readonly PastVersion[];
  /** Deployments that went live with something that cannot be read, and the IAM action that was refused. */
  readonly unread: readonly { readonly deploymentId: string; readonly action: string }[];
  /** What a revision holds: equal for those that are the same version. */
  readonly content: (taskDefinition: string) => string;
}

/** How many deployments are looked at. */
const MOST = 20;

/** What never served, and what led back from that, changed nothing: however many failed, the versions before them are remembered. */
function tells({ served, status, rollsBack }: PastDeployment, all: readonly PastDeployment[]): boolean {
  if (RUNNING_STATUSES.includes(status)) return true;
  return rollsBack === undefined ? served : all.find(({ id }) => id === rollsBack)?.served === true;
}

/** The versions that were live, by all that AWS remembers of them and by what is there now. */
export async function readHistory(
  aws: Aws,
  place: HistoryPlace,
  { primary: serving, others, since }: Pick<Standing, 'primary' | 'others' | 'since'>,
): Promise<History> {
  const [remembered, origins] = await Promise.all([readDeployments(aws, place.application, place.group), readOrigins(aws, place.pipeline)]);
  // CodeDeploy goes on telling of the deployments of a group that was deleted, whose names this set-up may have again.
  const deployments = remembered.filter(({ createdAt }) => since === undefined || createdAt === undefined || createdAt >= since);
  const named = deployments.filter(deployment => tells(deployment, deployments)).slice(-MOST);
  const definitions = await readDefinitions(aws, [...named.map(({ taskDefinition }) => taskDefinition), serving, ...others]);
  const content = (arn: string): string => contentOf(arn, definitions.get(arn));
  const lives = livesOf(named.flatMap(deployment => deployed(deployment, definitions, origins)));
  const describe = async (taskDefinition: string, deploymentId?: string): Promise<PastVersion> => {
    const definition = definitions.get(taskDefinition);
    const deployment = deployments.find(({ id }) => id === deploymentId);
    const image = imageOf(definition, place.container);
    return {
      taskDefinition,
      revision: taskDefinition.split('/')[1] ?? taskDefinition,
      content: content(taskDefinition),
      active: definition?.status === 'ACTIVE',
      image,
      ...(await imageKept(aws, place.repository, image)),
      since: deployment?.createdAt,
      deploymentId,
      appSpec: appSpecOf(taskDefinition, deployments),
      by: deployment && byWhom(deployment, origins),
      execution: origins.get(deploymentId ?? ''),
      source: deployments.filter(other => other.taskDefinition === taskDefinition).flatMap(({ id }) => origins.get(id) ?? [])[0],
    };
  };
  const last = serving === undefined ? undefined : lives.findLast(life => life.taskDefinition === serving);
  const before = last === undefined && serving !== undefined ? lives.findLast(life => life.content !== content(serving)) : last?.before;
  const newestFirst = [...lives].reverse();
  const each = newestFirst.filter((life, at) => newestFirst.findIndex(other => other.taskDefinition === life.taskDefinition) === at);
  const known = each.map(life => describe(life.taskDefinition, life.deploymentId));
  const unknown = serving !== undefined && last === undefined ? [describe(serving)] : [];
  // The first revision of a service serves without a deployment; the first deployment brings the same once more, under another number.
  const first = others
    .filter(arn => content(arn) !== content(serving ?? '') && lives.every(({ taskDefinition }) => taskDefinition !== arn))
    .map(arn => describe(arn));
  const versions = await Promise.all([...unknown, ...known, ...first]);
  const find = (life: Life | undefined) => versions.find(version => version.taskDefinition === life?.taskDefinition);
  return {
    live: versions.find(version => version.taskDefinition === serving),
    before: find(before),
    versions,
    unread: named.flatMap(({ id, served, unread }) => (served && unread !== undefined ? [{ deploymentId: id, action: unread }] : [])),
    content,
  };
}

/** A deployment whose revision is no longer known tells nothing. One that CodeDeploy made to go back needs none. */
function deployed(
  deployment: PastDeployment,
  definitions: ReadonlyMap<string, TaskDefinition>,
  origins: ReadonlyMap<string, Origin>,
): Deployed[] {
  const { id, status, served, rollsBack, taskDefinition = '' } = deployment;
  if (taskDefinition === '' && rollsBack === undefined) return [];
  const content = contentOf(taskDefinition, definitions.get(taskDefinition));
  return [{ id, status, served, rollsBack, content, taskDefinition, isRollback: isRollback(deployment, origins) }];
}

const isRollback = (deployment: PastDeployment, origins: ReadonlyMap<string, Origin>): boolean =>
  deployment.isRollback || deployment.rollsBack !== undefined || origins.get(deployment.id)?.message?.startsWith(ROLLBACK_MARK) === true;

async function readDefinitions(aws: Aws, arns: readonly (string | undefined)[]): Promise<ReadonlyMap<string, TaskDefinition>> {
  const read = async (arn: string): Promise<(readonly [string, TaskDefinition])[]> => {
    try {
      const { taskDefinition } = await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
      return taskDefinition === undefined ? [] : [[arn, taskDefinition]];
    } catch (error) {
      // A revision that was deleted is "not found", by the name of a client's mistake.
      if (nameIs(error, 'ClientException', 'InvalidParameterException')) return [];
      throw error;
    }
  };
  return new Map((await Promise.all([...new Set(arns.filter(arn => arn !== undefined))].map(read))).flat());
}

const imageOf = (definition: TaskDefinition | undefined, container: string): string => {
  const containers = definition?.containerDefinitions ?? [];
  return (containers.find(({ name }) => name === container) ?? containers[0])?.image ?? '';
};

/** All that the user decides; the rest is what ECS notes about a revision. */
function contentOf(arn: string, definition: TaskDefinition | undefined): string {
  if (definition === undefined) return arn;
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    registeredAt: _at,
    registeredBy: _by,
    deregisteredAt: _end,
    ...content
  } = definition;
  return JSON.stringify(content);
}

const appSpecOf = (arn: string, deployments: readonly PastDeployment[]): string | undefined =>
  deployments.findLast(({ taskDefinition, rollsBack }) => taskDefinition === arn && rollsBack === undefined)?.appSpec;

function byWhom(deployment: PastDeployment, origins: ReadonlyMap<string, Origin>): PastVersion['by'] {
  if (isRollback(deployment, origins)) return 'rollback';
  return origins.has(deployment.id) ? 'pipeline' : 'hand';
}
