import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { behaviourOf } from '../../image-behaviour.ts';
import type { SandboxImage } from '../ecr/resolve-image.ts';
import { memoryMiB } from './fargate-sizes.ts';
import type { TaskDefinitionRecord } from './state.ts';
import { architectureOf } from './task-architecture.ts';

/** The end of a container that does not go on running by itself. */
export interface ContainerExit {
  readonly container: string;
  readonly afterSeconds: number;
  /** It ends before it listens. */
  readonly atStart: boolean;
  readonly exitCode: number;
  /** What `reason` of the container says, where ECS knows more than the exit code. */
  readonly reason?: string;
  /** Its last words. */
  readonly line?: string;
}

/** A container that cannot start ends after a moment. */
const AT_START = { afterSeconds: 3, atStart: true } as const;

/** The containers of a task that will end, by what their images are and want. */
export const containerExits = (definition: TaskDefinitionRecord, images: ReadonlyMap<string, SandboxImage>): ContainerExit[] =>
  definition.containerDefinitions.flatMap(container => {
    const image = images.get(container.name ?? '');
    return (image && exitOf(definition, container, image)) ?? [];
  });

function exitOf(definition: TaskDefinitionRecord, container: ContainerDefinition, image: SandboxImage): ContainerExit | undefined {
  const { name = '' } = container;
  if (image.architectures.length > 0 && !image.architectures.includes(architectureOf(definition)))
    return { container: name, ...AT_START, exitCode: 255, line: 'exec /docker-entrypoint.sh: exec format error' };
  const { exitCode, exitAfterSeconds, logLines, memoryMiB: needed } = behaviourOf(image);
  const moment = exitAfterSeconds === undefined ? AT_START : { afterSeconds: exitAfterSeconds, atStart: false };
  const memory = container.memory ?? memoryMiB(definition.memory ?? '');
  if (memory !== undefined && needed > memory)
    return { container: name, ...moment, exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' };
  if (exitCode === undefined) return undefined;
  const line = `The container ends with exit code ${exitCode}, as the label sandbox.exit-code of its image asks for`;
  return { container: name, ...moment, exitCode, ...(logLines.length === 0 && { line }) };
}
