import { joined, startTaskServers } from '../../task-runtime.ts';
import type { World } from '../../world.ts';
import type { ContainerExit } from './container-exits.ts';
import { runningImage } from './restart-tasks.ts';
import type { ContainerRecord, TaskRecord } from './state.ts';
import { stopTask } from './task-lifecycle.ts';
import { logLine } from './task-log.ts';

/** Names a container of a task. */
export interface ContainerData {
  readonly taskArn: string;
  readonly container: string;
}

/** The container while it runs in a task that is meant to run. */
export function runningContainer(
  world: World,
  { taskArn, container: name }: ContainerData,
): { readonly task: TaskRecord; readonly container: ContainerRecord } | undefined {
  const task = world.state.ecs.tasks[taskArn];
  const container = task?.containers.find(candidate => candidate.name === name);
  return task?.desiredStatus === 'RUNNING' && container?.lastStatus === 'RUNNING' ? { task, container } : undefined;
}

/** A container ended by itself; with an essential one the task ends too. */
export function containerExited(world: World, exit: ContainerExit & ContainerData): void {
  const { task, container } = runningContainer(world, exit) ?? {};
  if (!task || !container) return;
  if (exit.line !== undefined) logLine(world, task, container.name, exit.line);
  Object.assign(container, { lastStatus: 'STOPPED', exitCode: exit.exitCode, reason: exit.reason });
  if (container.essential) stopTask(world, task, 'EssentialContainerExited', 'Essential container in task exited');
}

/** A container that took its time is ready: it listens from now on. */
export async function containerListening(world: World, data: ContainerData): Promise<void> {
  const { task, container } = runningContainer(world, data) ?? {};
  const image = task && container && (await runningImage(world, task, container));
  if (!image || !runningContainer(world, data)) return;
  container.starting = false;
  const servers = await startTaskServers(world, task, new Map([[container.name, image]]));
  if (!runningContainer(world, data)) {
    await servers.close();
    return;
  }
  world.runtime.tasks.set(task.arn, joined(world.runtime.tasks.get(task.arn), servers));
}
