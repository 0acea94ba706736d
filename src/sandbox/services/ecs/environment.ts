import type { World } from '../../world.ts';
import type { SandboxImage } from '../ecr/resolve-image.ts';
import { findTaskDefinition } from './find.ts';
import type { TaskRecord } from './state.ts';

/** The variables of a container: those of its image, over them those of its definition, over them those that the task was started with. */
export function environmentOf(world: World, task: TaskRecord, name: string, image: SandboxImage): Readonly<Record<string, string>> {
  const definition = findTaskDefinition(world, task.taskDefinitionArn)?.containerDefinitions.find(container => container.name === name);
  const override = task.overrides.containerOverrides?.find(container => container.name === name);
  const given = [...(definition?.environment ?? []), ...(override?.environment ?? [])];
  return { ...image.environment, ...Object.fromEntries(given.map(({ name: key = '', value = '' }) => [key, value])) };
}
