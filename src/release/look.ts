import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import type { Service } from '@aws-sdk/client-ecs';
import { nameIs, whenMissing } from '../aws/errors.ts';
import type { Aws } from '../aws/aws.ts';
import { targetGroupName } from './live.ts';
import { lookAtDeployment, type DeploymentLook, type TaskSetShare } from './look-deployment.ts';
import { deploymentOf, lookAtExecution, type ExecutionLook } from './look-execution.ts';
import { lookAtTargets, type TargetLook } from './look-targets.ts';
import { lookAtTasks, type RunningTask, type StoppedTasks } from './look-tasks.ts';
import { readService } from './read-service.ts';

/** Which release to look at: a pipeline's execution, a bare deployment, or neither for the service as it stands. */
export interface LookPlace {
  readonly pipeline: string;
  readonly application: string;
  readonly group: string;
  readonly cluster: string;
  readonly service: string;
  readonly executionId?: string | undefined;
  /** Where it is not given, the one that the execution has made. */
  readonly deploymentId?: string | undefined;
}

/** A release at one moment. */
export interface Look {
  readonly execution: ExecutionLook | undefined;
  readonly deployment: DeploymentLook | undefined;
  /** The one that is primary first; the replacement of a deployment that is under way is `Green`. */
  readonly taskSets: readonly TaskSetLook[];
  /** Health of what is registered, by name of the target group. */
  readonly targets: Readonly<Record<string, readonly TargetLook[]>>;
  /** Newest first. */
  readonly events: readonly ServiceEventLook[];
  readonly running: readonly RunningTask[];
  /** Those of about the last hour, alike ones together, the most frequent first. */
  readonly stopped: readonly StoppedTasks[];
  /** Alarms of the deployment group. */
  readonly alarms: readonly AlarmLook[];
  /** Seconds after the start of a task in which failing health checks do not count. */
  readonly graceSeconds: number;
}

export interface TaskSetLook {
  readonly id: string;
  /** `Blue` (served before) or `Green` (comes now), as CodeDeploy labels them; undefined outside of a deployment. */
  readonly label: 'Blue' | 'Green' | undefined;
  readonly primary: boolean;
  readonly targetGroup: string;
  readonly targetGroupArn: string;
  readonly taskDefinition: string;
  /** Share of the production traffic; undefined outside of a deployment. */
  readonly percent: number | undefined;
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
}

export interface ServiceEventLook {
  readonly id: string;
  readonly at: Date | undefined;
  readonly message: string;
}

export interface AlarmLook {
  readonly name: string;
  /** `OK`, `ALARM`, `INSUFFICIENT_DATA`; undefined where it does not exist or we may not look. */
  readonly state: string | undefined;
  readonly reason: string | undefined;
  readonly since: Date | undefined;
}

/** Looks once, in two rounds of calls that go out together. */
export async function lookAtRelease(aws: Aws, place: LookPlace): Promise<Look> {
  const [execution, service, alarms] = await Promise.all([
    place.executionId === undefined ? undefined : lookAtExecution(aws, place.pipeline, place.executionId),
    readService(aws, place.cluster, place.service),
    lookAtAlarms(aws, place),
  ]);
  const deploymentId = place.deploymentId ?? (execution && deploymentOf(execution));
  const groups = new Set((service?.taskSets ?? []).flatMap(({ loadBalancers }) => loadBalancers?.[0]?.targetGroupArn ?? []));
  const [deployment, tasks, targets] = await Promise.all([
    deploymentId === undefined ? undefined : lookAtDeployment(aws, deploymentId, `${place.cluster}:${place.service}`),
    service === undefined ? NO_TASKS : lookAtTasks(aws, place),
    Promise.all([...groups].map(async arn => [targetGroupName(arn), await lookAtTargets(aws, arn)] as const)),
  ]);
  return {
    execution,
    deployment,
    taskSets: taskSetsOf(service, deployment?.taskSets ?? []),
    targets: Object.fromEntries(targets),
    events: (service?.events ?? []).map(({ id, createdAt, message }) => ({ id: id ?? '', at: createdAt, message: message ?? '' })),
    ...tasks,
    alarms,
    graceSeconds: service?.healthCheckGracePeriodSeconds ?? 0,
  };
}

const NO_TASKS = { running: [], stopped: [] };

function taskSetsOf(service: Service | undefined, shares: readonly TaskSetShare[]): readonly TaskSetLook[] {
  return (service?.taskSets ?? [])
    .map((taskSet): TaskSetLook => {
      const share = shares.find(({ id }) => id === taskSet.id);
      const targetGroupArn = taskSet.loadBalancers?.[0]?.targetGroupArn ?? '';
      return {
        id: taskSet.id ?? '',
        label: share?.label,
        primary: taskSet.status === 'PRIMARY',
        targetGroup: targetGroupName(targetGroupArn),
        targetGroupArn,
        taskDefinition: taskSet.taskDefinition ?? '',
        percent: share?.percent,
        desired: taskSet.computedDesiredCount ?? 0,
        pending: taskSet.pendingCount ?? 0,
        running: taskSet.runningCount ?? 0,
      };
    })
    .sort((a, b) => Number(b.primary) - Number(a.primary));
}

/** Whoever may not look at alarms can still watch a release. */
export async function lookAtAlarms(
  aws: Aws,
  { application, group }: Pick<LookPlace, 'application' | 'group'>,
): Promise<readonly AlarmLook[]> {
  const described = await whenMissing(
    aws.codedeploy.send(new GetDeploymentGroupCommand({ applicationName: application, deploymentGroupName: group })),
    'ApplicationDoesNotExistException',
    'DeploymentGroupDoesNotExistException',
  );
  const { alarms = [], enabled } = described?.deploymentGroupInfo?.alarmConfiguration ?? {};
  const names = alarms.flatMap(({ name }) => name ?? []);
  if (enabled !== true || names.length === 0) return [];
  const found = await readAlarms(aws, names);
  return names.map(name => {
    const alarm = found.find(({ AlarmName }) => AlarmName === name);
    return { name, state: alarm?.StateValue, reason: alarm?.StateReason, since: alarm?.StateUpdatedTimestamp };
  });
}

async function readAlarms(aws: Aws, AlarmNames: string[]): Promise<readonly MetricAlarm[]> {
  try {
    return (await aws.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames }))).MetricAlarms ?? [];
  } catch (error) {
    if (nameIs(error, 'AccessDeniedException', 'AccessDenied')) return [];
    throw error;
  }
}
