import { DescribeTasksCommand, ListTasksCommand, type DesiredStatus, type Task } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';

/** A task that has not stopped. */
export interface RunningTask {
  readonly arn: string;
  /** Id of its task set. */
  readonly taskSet: string;
  /** `PROVISIONING`, `PENDING`, `RUNNING`, … */
  readonly status: string;
  readonly ip: string | undefined;
  readonly startedAt: Date | undefined;
}

/** Tasks of one task set that stopped in the same way. */
export interface StoppedTasks {
  readonly taskSet: string;
  /** `TaskFailedToStart`, `EssentialContainerExited`, `ServiceSchedulerInitiated`, … */
  readonly stopCode: string;
  readonly reason: string;
  /** Containers of one of them: their exit codes, and the reasons of those that have one. */
  readonly containers: readonly StoppedContainer[];
  readonly count: number;
  /** ARNs, the newest first. */
  readonly tasks: readonly string[];
  readonly taskDefinition: string;
  readonly lastAt: Date | undefined;
}

export interface StoppedContainer {
  readonly name: string;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
}

interface Where {
  readonly cluster: string;
  readonly service: string;
}

/** As many as DescribeTasks takes. */
const PAGE = 100;

/** Reads the tasks of a service. ECS remembers stopped ones for about an hour. */
export async function lookAtTasks(
  aws: Aws,
  where: Where,
): Promise<{ readonly running: readonly RunningTask[]; readonly stopped: readonly StoppedTasks[] }> {
  const listed = await Promise.all([listTasks(aws, where, 'RUNNING'), listTasks(aws, where, 'STOPPED')]);
  const arns = listed.flat();
  const pages = Array.from({ length: Math.ceil(arns.length / PAGE) }, (_, at) => arns.slice(at * PAGE, (at + 1) * PAGE));
  const described = await Promise.all(pages.map(tasks => aws.ecs.send(new DescribeTasksCommand({ cluster: where.cluster, tasks }))));
  const tasks = described.flatMap(reply => reply.tasks ?? []);
  const isOver = ({ stopCode, stoppedReason }: Task): boolean => stopCode !== undefined || stoppedReason !== undefined;
  return { running: tasks.filter(task => !isOver(task)).map(runningTask), stopped: together(tasks.filter(isOver)) };
}

async function listTasks(aws: Aws, { cluster, service }: Where, desiredStatus: DesiredStatus): Promise<readonly string[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const listed = await aws.ecs.send(new ListTasksCommand({ cluster, serviceName: service, desiredStatus, nextToken }));
    arns.push(...(listed.taskArns ?? []));
    nextToken = listed.nextToken;
  } while (nextToken !== undefined);
  return arns;
}

/** A task of a task set says by which it was started. */
const runningTask = (task: Task): RunningTask => ({
  arn: task.taskArn ?? '',
  taskSet: task.startedBy ?? '',
  status: task.lastStatus ?? '',
  ip: task.attachments?.flatMap(({ details }) => details ?? []).find(({ name }) => name === 'privateIPv4Address')?.value,
  startedAt: task.startedAt,
});

function together(tasks: readonly Task[]): readonly StoppedTasks[] {
  const groups = new Map<string, Task[]>();
  const newestFirst = [...tasks].sort((a, b) => (b.stoppingAt?.getTime() ?? 0) - (a.stoppingAt?.getTime() ?? 0));
  for (const task of newestFirst) {
    const alike = withoutIds(JSON.stringify([task.startedBy, task.stopCode, task.stoppedReason, containersOf(task)]));
    groups.set(alike, [...(groups.get(alike) ?? []), task]);
  }
  return [...groups.values()].map(stoppedTasks).sort((a, b) => b.count - a.count);
}

/** Reasons name tasks, network interfaces and requests, which differ where nothing else does. */
const withoutIds = (text: string): string =>
  text.replaceAll(/\b(?:[0-9a-f]{32}|eni-[0-9a-f]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/g, '…');

function stoppedTasks(tasks: readonly Task[]): StoppedTasks {
  const [newest = {}] = tasks;
  return {
    taskSet: newest.startedBy ?? '',
    stopCode: newest.stopCode ?? '',
    reason: newest.stoppedReason ?? '',
    containers: containersOf(newest),
    count: tasks.length,
    tasks: tasks.flatMap(({ taskArn }) => taskArn ?? []),
    taskDefinition: newest.taskDefinitionArn ?? '',
    lastAt: newest.stoppingAt,
  };
}

const containersOf = ({ containers = [] }: Task): readonly StoppedContainer[] =>
  containers.map(({ name, exitCode, reason }) => ({ name: name ?? '', exitCode, reason }));
