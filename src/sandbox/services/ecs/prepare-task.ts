import { behaviourOf } from '../../image-behaviour.ts';
import type { World } from '../../world.ts';
import { LayerError } from '../ecr/web-root.ts';
import { resolveImage, type SandboxImage } from '../ecr/resolve-image.ts';
import { isAssumable } from '../iam/authorize.ts';
import { containerExits, type ContainerExit } from './container-exits.ts';
import { findTaskDefinition } from './find.ts';
import { logRefusal } from './log-refusal.ts';
import { fullReference, pullRefusal, registryAuthRefusal } from './pull-refusal.ts';
import { secretRefusal } from './secret-refusal.ts';
import type { TaskDefinitionRecord, TaskRecord } from './state.ts';
import { architectureOf } from './task-architecture.ts';

/** A task whose images are there, and which of its containers will not go on running. */
export interface Prepared {
  readonly images: ReadonlyMap<string, SandboxImage>;
  readonly exits: readonly ContainerExit[];
}

export interface Unprepared {
  /** What `stoppedReason` will say. */
  readonly failure: string;
  readonly container?: string | undefined;
}

/** Does what Fargate does before the containers run, in its order: takes on the roles, fetches secrets and registry logins, opens the log streams, pulls the images. */
export async function preparation(world: World, task: TaskRecord): Promise<Prepared | Unprepared> {
  const definition = findTaskDefinition(world, task.taskDefinitionArn);
  if (!definition) return { failure: 'TaskDefinition not found.' };
  const roleFailure = checkRoles(world, task, definition);
  if (roleFailure) return { failure: roleFailure };
  for (const refusalOf of [registryAuthRefusal, secretRefusal, logRefusal]) {
    for (const container of definition.containerDefinitions) {
      const refusal = refusalOf(world, task, definition, container);
      if (refusal) return { failure: refusal, container: container.name };
    }
  }
  const images = new Map<string, SandboxImage>();
  for (const { name = '', image: reference = '' } of definition.containerDefinitions) {
    const pulled = await pull(world, task, definition, reference);
    if (typeof pulled === 'string') return { failure: `CannotPullContainerError: ${pulled}`, container: name };
    images.set(name, pulled);
  }
  return { images, exits: containerExits(definition, images) };
}

function checkRoles(world: World, task: TaskRecord, { executionRoleArn, taskRoleArn }: TaskDefinitionRecord): string | undefined {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html: the trust policy may name the source.
  const source = { 'aws:SourceArn': task.arn };
  const refused = [executionRoleArn, taskRoleArn].find(
    role => role !== undefined && !isAssumable(world, role, 'ecs-tasks.amazonaws.com', source),
  );
  return (
    refused &&
    `ECS was unable to assume the role '${refused}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`
  );
}

/** AWS tries this often before it gives up. */
const RETRIED = 'pull image manifest has been retried 7 time(s)';

/** GiB that a task has for its images and files, unless its definition says more. */
const EPHEMERAL_GIB = 20;

/** The image, or why it cannot be had. */
async function pull(world: World, task: TaskRecord, definition: TaskDefinitionRecord, reference: string): Promise<SandboxImage | string> {
  const refusal = pullRefusal(world, task, definition, reference);
  if (refusal) return refusal;
  const architecture = architectureOf(definition);
  const image = await resolveImage(world, reference, architecture).catch((error: unknown) => {
    if (error instanceof LayerError) return error;
    throw error;
  });
  if (image instanceof LayerError) return `ref pull has been retried 1 time(s): ${image.message}`;
  const full = fullReference(reference);
  if (!image) return `${RETRIED}: failed to resolve ref ${full}: ${full}: not found`;
  if (image.isIndex && !image.architectures.includes(architecture))
    return `${RETRIED}: image Manifest does not contain descriptor matching platform 'linux/${architecture}'`;
  if (behaviourOf(image).diskGiB > (definition.ephemeralStorage?.sizeInGiB ?? EPHEMERAL_GIB))
    return `ref pull has been retried 1 time(s): failed to extract layer ${image.digest}: write: no space left on device: unknown`;
  return image;
}
