import {
  BatchGetDeploymentsCommand,
  GetApplicationRevisionCommand,
  ListDeploymentsCommand,
  type DeploymentInfo,
  type RevisionLocation,
} from '@aws-sdk/client-codedeploy';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { parse } from 'yaml';
import type { Aws } from '../aws/aws.ts';
import { areCredentialsRefused, isTransient, nameIs } from '../aws/errors.ts';
import { explain } from '../aws/explain.ts';

/** A deployment of the group, whoever made it: the pipeline, `aws ecs deploy`, the console, CodeDeploy itself when it rolls back. */
export interface PastDeployment {
  readonly id: string;
  /** `Created`, `Queued`, `InProgress`, `Ready`, `Succeeded`, `Failed`, `Stopped`. */
  readonly status: string;
  readonly createdAt: Date | undefined;
  /** Its AppSpec and the revision that it names; undefined where they can no longer be read. */
  readonly appSpec: string | undefined;
  readonly taskDefinition: string | undefined;
  /** What AWS refused where the AppSpec cannot be read though it may be there: an IAM action. */
  readonly unread: string | undefined;
  /** What it brought has served all production traffic, at least for a while. */
  readonly served: boolean;
  /** The new version serves and the old one is still kept. */
  readonly isKeeping: boolean;
  /** The deployment that CodeDeploy rolls back by this one, and the revision that it leaves. */
  readonly rollsBack: string | undefined;
  readonly leaves: string | undefined;
  /** It says of itself that it goes back. */
  readonly isRollback: boolean;
}

/** How a deployment that goes back, and the commit that does, begin to say so. */
export const ROLLBACK_MARK = 'Rollback by wizard';

/** As many as BatchGetDeployments takes. */
const BATCH = 25;

export const RUNNING_STATUSES: readonly string[] = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];

/** The last hundred deployments of a group, oldest first. */
export async function readDeployments(aws: Aws, applicationName: string, deploymentGroupName: string): Promise<readonly PastDeployment[]> {
  const { deployments: ids = [] } = await aws.codedeploy.send(new ListDeploymentsCommand({ applicationName, deploymentGroupName }));
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, at) => ids.slice(at * BATCH, (at + 1) * BATCH));
  const answers = await Promise.all(batches.map(deploymentIds => aws.codedeploy.send(new BatchGetDeploymentsCommand({ deploymentIds }))));
  const past = await Promise.all(answers.flatMap(answer => answer.deploymentsInfo ?? []).map(info => pastDeployment(aws, info)));
  const leaves = ({ rollsBack }: PastDeployment): string | undefined => past.find(({ id }) => id === rollsBack)?.taskDefinition;
  return past
    .map(deployment => ({ ...deployment, leaves: leaves(deployment) }))
    .sort((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
}

async function pastDeployment(aws: Aws, info: DeploymentInfo): Promise<PastDeployment> {
  const status = info.status ?? 'Created';
  const hasShifted = info.instanceTerminationWaitTimeStarted === true;
  const { appSpec, unread } = await readAppSpec(aws, info);
  return {
    id: info.deploymentId ?? '',
    status,
    createdAt: info.createTime,
    appSpec,
    taskDefinition: appSpec === undefined ? undefined : taskDefinitionIn(appSpec),
    unread,
    served: hasShifted || status === 'Succeeded',
    isKeeping: hasShifted && RUNNING_STATUSES.includes(status),
    rollsBack: info.rollbackInfo?.rollbackTriggeringDeploymentId,
    leaves: undefined,
    isRollback: info.description?.startsWith(ROLLBACK_MARK) === true,
  };
}

type ReadAppSpec = Partial<Pick<PastDeployment, 'appSpec' | 'unread'>>;

/** The AppSpec is told with the deployment, or only its hash, or where it lies. What is gone from the bucket by now is not an error here. */
async function readAppSpec(aws: Aws, info: DeploymentInfo): Promise<ReadAppSpec> {
  try {
    return { appSpec: await findAppSpec(aws, info) };
  } catch (error) {
    if (nameIs(error, ...GONE)) return {};
    if (isTransient(error) || areCredentialsRefused(error)) throw error;
    const problem = explain(error);
    if (problem === undefined) throw error;
    return { unread: 'action' in problem.facts ? problem.facts.action : problem.code };
  }
}

const GONE = ['NoSuchKey', 'NoSuchBucket', 'NoSuchVersion', 'RevisionDoesNotExistException'];

async function findAppSpec(aws: Aws, { applicationName, revision }: DeploymentInfo): Promise<string | undefined> {
  if (revision === undefined || inline(revision) !== undefined) return revision && inline(revision);
  if (revision.s3Location !== undefined) {
    const { bucket, key, version } = revision.s3Location;
    const found = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
    return found.Body?.transformToString();
  }
  const known = await aws.codedeploy.send(new GetApplicationRevisionCommand({ applicationName, revision }));
  return known.revision && inline(known.revision);
}

const inline = ({ appSpecContent, string }: RevisionLocation): string | undefined => appSpecContent?.content ?? string?.content;

interface Resource {
  readonly Properties?: { readonly TaskDefinition?: unknown };
}

/** The revision that an AppSpec names, YAML or JSON. */
export function taskDefinitionIn(appSpec: string): string | undefined {
  try {
    const { Resources } = parse(appSpec) as { readonly Resources?: readonly Readonly<Record<string, Resource>>[] };
    const named = Object.values(Resources?.[0] ?? {})[0]?.Properties?.TaskDefinition;
    return typeof named === 'string' ? named : undefined;
  } catch {
    return undefined;
  }
}
