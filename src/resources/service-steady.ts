import { DescribeTasksCommand, ListTasksCommand, type Service, type Task, type TaskSet } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { UserError } from '../errors.ts';
import { required } from './required.ts';

const primaryOf = ({ taskSets }: Service): TaskSet | undefined => taskSets?.find(({ status }) => status === 'PRIMARY');

/** What a service still waits for, as a text; undefined when its tasks run and answer. */
export function waitingFor(service: Service): string | undefined {
  const primary = primaryOf(service);
  if (primary === undefined) return 'no PRIMARY task set';
  const { stabilityStatus = '', runningCount = 0, computedDesiredCount = 0 } = primary;
  const desired = Math.max(computedDesiredCount, service.desiredCount ?? 0);
  return stabilityStatus === 'STEADY_STATE' && runningCount >= desired ? undefined : `${stabilityStatus} ${runningCount}/${desired}`;
}

/** ECS starts failing tasks again for ever, without ever calling the service failed. */
const ENOUGH_STOPS = 3;

/** The tasks of a service that have stopped for other reasons than that there were too many, oldest first. */
export async function failedTasks(aws: Aws, service: Service): Promise<readonly Task[]> {
  const cluster = required(service.clusterArn, 'clusterArn');
  const serviceName = required(service.serviceName, 'serviceName');
  const { taskArns = [] } = await aws.ecs.send(new ListTasksCommand({ cluster, serviceName, desiredStatus: 'STOPPED' }));
  if (taskArns.length < ENOUGH_STOPS) return [];
  const { tasks = [] } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const startedBy = primaryOf(service)?.id;
  return tasks.filter(task => task.startedBy === startedBy && !isScaledIn(task)).sort(byTime);
}

/** Throws as soon as it is plain that the tasks of a service do not stay up. */
export function throwWhenTasksKeepStopping(service: string, failed: readonly Task[]): void {
  const last = failed.at(-1);
  if (failed.length < ENOUGH_STOPS || last === undefined) return;
  throw new UserError('tasksKeepStopping', { service, count: failed.length, reason: reasonOf(last) });
}

const isScaledIn = ({ stoppedReason = '' }: Task): boolean => stoppedReason.startsWith('Scaling activity');

const byTime = (a: Task, b: Task): number => Number(a.stoppedAt ?? 0) - Number(b.stoppedAt ?? 0);

/** Why a task stopped, and what its containers say to it. */
function reasonOf({ stoppedReason, containers = [] }: Task): string {
  const details = containers.flatMap(({ name, reason, exitCode }) => {
    if (reason !== undefined) return [`${name}: ${reason}`];
    return exitCode === undefined || exitCode === 0 ? [] : [`${name}: exit code ${exitCode}`];
  });
  return [stoppedReason, ...details].filter(part => part !== undefined && part !== '').join('; ');
}
