import type { TaskStopCode } from '@aws-sdk/client-ecs';
import { closePool } from '../../load-balancer-pool.ts';
import { behaviourOf } from '../../image-behaviour.ts';
import { startTaskServers } from '../../task-runtime.ts';
import type { World } from '../../world.ts';
import { startContainerChecks } from './container-health.ts';
import { environmentOf } from './environment.ts';
import { detachNetworkInterface } from './network.ts';
import { preparation, type Prepared } from './prepare-task.ts';
import { scheduleSoon } from './schedule-soon.ts';
import type { SandboxImage } from '../ecr/resolve-image.ts';
import type { ContainerRecord, TaskRecord } from './state.ts';
import { logLine } from './task-log.ts';
import { deregisterTargets, registerTargets } from './task-targets.ts';

const PULL_SECONDS = 30;
const STOPPING_SECONDS = 5;
const DEPROVISIONING_SECONDS = 10;
/** Stopped tasks can be listed for an hour. */
const REMEMBERED_SECONDS = 3600;
/** A request that is under way when its task stops gets this long, in real time. */
const LAST_REQUEST_MILLISECONDS = 5000;

interface TaskData {
  readonly taskArn: string;
}

const wantedTask = (world: World, { taskArn }: TaskData): TaskRecord | undefined => {
  const task = world.state.ecs.tasks[taskArn];
  return task?.desiredStatus === 'RUNNING' ? task : undefined;
};

/** The network interface is there: the image is pulled next. */
export function taskPending(world: World, data: TaskData): void {
  const task = wantedTask(world, data);
  if (task?.lastStatus !== 'PROVISIONING') return;
  task.lastStatus = 'PENDING';
  task.pullStartedAt = world.clock.now();
  world.clock.after(PULL_SECONDS, 'ecs.task-running', { taskArn: task.arn });
}

/** The image has been pulled: the containers run, or the task fails for a reason that AWS would name. */
export async function taskRunning(world: World, data: TaskData): Promise<void> {
  const task = wantedTask(world, data);
  if (task?.lastStatus !== 'PENDING') return;
  const prepared = await preparation(world, task);
  if (!wantedTask(world, data)) return;
  if ('failure' in prepared) {
    failToStart(world, task, prepared.failure, prepared.container);
    return;
  }
  task.pullStoppedAt = world.clock.now();
  await run(world, task, prepared);
}

async function run(world: World, task: TaskRecord, { images, exits }: Prepared): Promise<void> {
  for (const container of task.containers) {
    container.imageDigest = images.get(container.name)?.digest;
    const crashes = exits.some(exit => exit.container === container.name && exit.atStart);
    container.starting = crashes || startSeconds(world, task, container, images) > 0;
  }
  const servers = await startTaskServers(world, task, images);
  if (task.desiredStatus !== 'RUNNING') {
    await servers.close();
    return;
  }
  world.runtime.tasks.set(task.arn, servers);
  task.lastStatus = 'RUNNING';
  task.startedAt = world.clock.now();
  for (const container of task.containers) {
    container.lastStatus = 'RUNNING';
    const image = images.get(container.name);
    const lines = image ? behaviourOf(image).logLines : [];
    const ends = exits.some(exit => exit.container === container.name);
    for (const line of lines.length > 0 || ends ? lines : [`${container.image} started`]) logLine(world, task, container.name, line);
    const seconds = startSeconds(world, task, container, images);
    if (seconds > 0) world.clock.after(seconds, 'ecs.container-listening', { taskArn: task.arn, container: container.name });
  }
  for (const exit of exits) world.clock.after(exit.afterSeconds, 'ecs.container-exited', { taskArn: task.arn, ...exit });
  startContainerChecks(world, task);
  registerTargets(world, task);
  world.clock.after(graceSeconds(world, task), 'ecs.grace-over', { taskArn: task.arn });
  scheduleSoon(world, task.serviceArn);
}

const graceSeconds = (world: World, task: TaskRecord): number =>
  world.state.ecs.services[task.serviceArn ?? '']?.healthCheckGracePeriodSeconds ?? 0;

function startSeconds(world: World, task: TaskRecord, container: ContainerRecord, images: ReadonlyMap<string, SandboxImage>): number {
  const image = images.get(container.name);
  return image ? behaviourOf(image, environmentOf(world, task, container.name, image)).startSeconds : 0;
}

/** Failing health checks count from now on. */
export function graceOver(world: World, data: TaskData): void {
  const task = wantedTask(world, data);
  if (!task) return;
  task.graceOver = true;
  scheduleSoon(world, task.serviceArn);
}

function failToStart(world: World, task: TaskRecord, reason: string, containerName: string | undefined): void {
  const container: ContainerRecord | undefined = task.containers.find(candidate => candidate.name === containerName);
  if (container) container.reason = reason;
  stopTask(world, task, 'TaskFailedToStart', reason);
}

/** Begins the end of a task: its targets drain first, then its containers stop, then its network interface goes. */
export function stopTask(world: World, task: TaskRecord, stopCode: TaskStopCode, stoppedReason: string): void {
  if (task.desiredStatus === 'STOPPED') return;
  const wasRunning = task.lastStatus === 'RUNNING';
  Object.assign(task, { desiredStatus: 'STOPPED', stopCode, stoppedReason, stoppingAt: world.clock.now() });
  const exited = stopCode === 'EssentialContainerExited' || stopCode === 'TaskFailedToStart';
  const drainSeconds = wasRunning ? deregisterTargets(world, task) : 0;
  task.lastStatus = wasRunning ? 'DEACTIVATING' : 'DEPROVISIONING';
  if (wasRunning) world.clock.after(exited ? 0 : drainSeconds, 'ecs.task-stopping', { taskArn: task.arn });
  else world.clock.after(DEPROVISIONING_SECONDS, 'ecs.task-stopped', { taskArn: task.arn });
  if (exited) world.clock.after(0, 'ecs.task-failed', { taskArn: task.arn });
  else scheduleSoon(world, task.serviceArn);
}

/** Draining is over: SIGTERM. */
export function taskStopping(world: World, { taskArn }: TaskData): void {
  const task = world.state.ecs.tasks[taskArn];
  if (task?.lastStatus !== 'DEACTIVATING') return;
  task.lastStatus = 'STOPPING';
  world.clock.after(STOPPING_SECONDS, 'ecs.task-deprovisioning', { taskArn });
}

/** The containers have stopped. Requests that are still under way are answered first. */
export async function taskDeprovisioning(world: World, { taskArn }: TaskData): Promise<void> {
  const task = world.state.ecs.tasks[taskArn];
  if (task?.lastStatus !== 'STOPPING') return;
  await closeServers(world, task);
  for (const container of task.containers) {
    if (container.lastStatus === 'RUNNING') Object.assign(container, { lastStatus: 'STOPPED', exitCode: container.exitCode ?? 0 });
  }
  task.executionStoppedAt = world.clock.now();
  task.lastStatus = 'DEPROVISIONING';
  world.clock.after(DEPROVISIONING_SECONDS, 'ecs.task-stopped', { taskArn });
}

async function closeServers(world: World, task: TaskRecord): Promise<void> {
  const ports = [...(world.runtime.tasks.get(task.arn)?.ports.keys() ?? [])];
  await Promise.all(ports.map(port => closePool(world, task.privateIp ?? '', port, LAST_REQUEST_MILLISECONDS)));
  const servers = world.runtime.tasks.get(task.arn);
  world.runtime.tasks.delete(task.arn);
  await servers?.close();
}

/** The network interface is gone: the task is over. */
export function taskStopped(world: World, { taskArn }: TaskData): void {
  const task = world.state.ecs.tasks[taskArn];
  if (task?.lastStatus !== 'DEPROVISIONING') return;
  detachNetworkInterface(world, task);
  for (const container of task.containers) container.lastStatus = 'STOPPED';
  task.lastStatus = 'STOPPED';
  task.stoppedAt = world.clock.now();
  world.clock.after(REMEMBERED_SECONDS, 'ecs.task-forgotten', { taskArn });
  scheduleSoon(world, task.serviceArn);
}

/** ECS no longer knows the task. */
export function taskForgotten(world: World, { taskArn }: TaskData): void {
  delete world.state.ecs.tasks[taskArn];
  delete world.state.ecs.tags[taskArn];
}
