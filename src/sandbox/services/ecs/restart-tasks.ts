import { startTaskServers } from '../../task-runtime.ts';
import type { World } from '../../world.ts';
import { resolveImage, type SandboxImage } from '../ecr/resolve-image.ts';
import { ecrRepositoryOf } from './ecr-image.ts';
import { findTaskDefinition } from './find.ts';
import type { ContainerRecord, TaskRecord } from './state.ts';
import { architectureOf } from './task-architecture.ts';

/** Brings back the local servers of the tasks that run, after the daemon started again. */
export async function restartTasks(world: World): Promise<void> {
  const alive = Object.values(world.state.ecs.tasks).filter(task => ['RUNNING', 'DEACTIVATING', 'STOPPING'].includes(task.lastStatus));
  await Promise.all(alive.map(task => restartTask(world, task)));
}

async function restartTask(world: World, task: TaskRecord): Promise<void> {
  const images = new Map<string, SandboxImage>();
  for (const container of task.containers) {
    const image = await runningImage(world, task, container);
    if (image) images.set(container.name, image);
  }
  world.runtime.tasks.set(task.arn, await startTaskServers(world, task, images));
}

/** The image that a container of a task runs. */
export const runningImage = (world: World, task: TaskRecord, container: ContainerRecord): Promise<SandboxImage | undefined> =>
  resolveImage(world, pinned(world, container), architectureOf(findTaskDefinition(world, task.taskDefinitionArn)));

/** The reference by digest: the tag may have moved since the task started. */
function pinned(world: World, { image, imageDigest }: ContainerRecord): string {
  if (!imageDigest || !ecrRepositoryOf(world, image)) return image;
  return `${image.replace(/(?:@.*|:[^/:]*)$/, '')}@${imageDigest}`;
}

/** Closes the local servers of all tasks, which go on in the state. */
export async function pauseTasks(world: World): Promise<void> {
  const running = [...world.runtime.tasks.values()];
  world.runtime.tasks.clear();
  await Promise.all(running.map(servers => servers.close()));
}
