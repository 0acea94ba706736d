import { denialMessage, isAssumable } from '../iam/authorize.ts';
import { resolveImage, type SandboxImage } from '../ecr/resolve-image.ts';
import { groupArn } from '../logs/find-group.ts';
import type { World } from '../../world.ts';
import { ecrRepositoryOf } from './ecr-image.ts';
import { findTaskDefinition } from './find.ts';
import { hasWayOut } from './network.ts';
import type { TaskDefinitionRecord, TaskRecord } from './state.ts';
import { architectureOf } from './task-architecture.ts';
import { logStreamOf } from './task-log.ts';

/** A task whose images are there; `crash` where one of its containers cannot go on running. */
export interface Prepared {
  readonly images: ReadonlyMap<string, SandboxImage>;
  readonly crash?: { readonly container: string; readonly exitCode: number; readonly line: string } | undefined;
}

export interface Unprepared {
  /** What `stoppedReason` will say. */
  readonly failure: string;
  readonly container?: string | undefined;
}

/** Does what Fargate does before the containers run: takes on the execution role, pulls the images, opens the log streams. */
export async function preparation(world: World, task: TaskRecord): Promise<Prepared | Unprepared> {
  const definition = findTaskDefinition(world, task.taskDefinitionArn);
  if (!definition) return { failure: 'TaskDefinition not found.' };
  const roleFailure = checkRoles(world, task, definition);
  if (roleFailure) return { failure: roleFailure };
  const architecture = architectureOf(definition);
  const images = new Map<string, SandboxImage>();
  for (const { name = '', image: reference = '' } of definition.containerDefinitions) {
    const refusal = pullRefusal(world, task, definition, reference);
    if (refusal) return { failure: refusal, container: name };
    const image = await resolveImage(world, reference, architecture);
    if (!image)
      return {
        failure: `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${fullReference(reference)}: ${fullReference(reference)}: not found`,
        container: name,
      };
    if (image.isIndex && !image.architectures.includes(architecture))
      return {
        failure: `CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/${architecture}'`,
        container: name,
      };
    images.set(name, image);
  }
  for (const { name = '' } of definition.containerDefinitions) {
    const refusal = logRefusal(world, task, definition, name);
    if (refusal) return { failure: refusal, container: name };
  }
  return { images, crash: crashOf(architecture, images) };
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

/** Why an image cannot be fetched before it is even looked for: no way out of the subnet, or no permission. */
function pullRefusal(world: World, task: TaskRecord, definition: TaskDefinitionRecord, reference: string): string | undefined {
  const ecr = ecrRepositoryOf(world, reference);
  if (!hasWayOut(world, task)) {
    return ecr
      ? 'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.' +
          `${ecr.region}.amazonaws.com/": dial tcp: i/o timeout`
      : `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${fullReference(reference)}: failed to do request: Head "https://${registryOf(reference)}/v2/": dial tcp: i/o timeout`;
  }
  if (!ecr || !definition.executionRoleArn) return undefined;
  const session = { roleArn: definition.executionRoleArn, sessionName: task.id };
  const tokenDenied = denialMessage(world, session, 'ecr:GetAuthorizationToken', '*');
  if (tokenDenied) {
    return `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: ${tokenDenied}`;
  }
  const repository = `arn:aws:ecr:${ecr.region}:${ecr.account}:repository/${ecr.repository}`;
  const denied = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].some(action => denialMessage(world, session, action, repository));
  return denied
    ? `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: pulling from host ${registryOf(reference)} failed with status code [manifests]: 403 Forbidden`
    : undefined;
}

/** A reference with the registry and tag that are meant when they are left out. */
function fullReference(reference: string): string {
  const registry = registryOf(reference);
  const path = reference.startsWith(`${registry}/`) ? reference.slice(registry.length + 1) : reference;
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return `${registry}/${repository}${/[:@][^/]*$/.test(path) ? '' : ':latest'}`;
}

function registryOf(reference: string): string {
  const first = reference.split('/')[0] ?? '';
  return reference.includes('/') && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
}

function logRefusal(world: World, task: TaskRecord, definition: TaskDefinitionRecord, container: string): string | undefined {
  const log = logStreamOf(world, task, container);
  if (!log) return undefined;
  const options = definition.containerDefinitions.find(({ name }) => name === container)?.logConfiguration?.options;
  const session = { roleArn: definition.executionRoleArn ?? '', sessionName: task.id };
  const failed = (cause: string): string =>
    `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${cause} : exit status 1`;
  const streamDenied = denialMessage(world, session, 'logs:CreateLogStream', `${groupArn(world, log.group)}:log-stream:${log.stream}`);
  if (streamDenied) return failed(`AccessDeniedException: ${streamDenied}`);
  if (world.state.logs.groups[log.group]) return undefined;
  if (options?.['awslogs-create-group'] !== 'true') return failed('ResourceNotFoundException: The specified log group does not exist.');
  const groupDenied = denialMessage(world, session, 'logs:CreateLogGroup', groupArn(world, log.group));
  if (groupDenied) return failed(`AccessDeniedException: ${groupDenied}`);
  addLogGroup(world, log.group);
  return undefined;
}

function addLogGroup(world: World, name: string): void {
  world.state.logs.groups[name] = {
    name,
    creationTime: world.clock.now().getTime(),
    logGroupClass: 'STANDARD',
    deletionProtectionEnabled: false,
    tags: {},
    streams: {},
  };
}

/** Label of an image whose container is to end with this exit code: for rehearsing a release that crashes. */
const EXIT_CODE_LABEL = 'sandbox.exit-code';

function crashOf(architecture: string, images: ReadonlyMap<string, SandboxImage>): Prepared['crash'] {
  for (const [container, image] of images) {
    if (image.architectures.length > 0 && !image.architectures.includes(architecture)) {
      return { container, exitCode: 1, line: 'exec /docker-entrypoint.sh: exec format error' };
    }
    const exitCode = Number(image.labels[EXIT_CODE_LABEL] ?? Number.NaN);
    if (Number.isInteger(exitCode))
      return {
        container,
        exitCode,
        line: `The container ends with exit code ${exitCode}, as the label ${EXIT_CODE_LABEL} of its image asks for`,
      };
  }
  return undefined;
}
