import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';
import { denialMessage } from '../iam/authorize.ts';
import { apiError, noAnswer, UNREACHABLE } from './api-error.ts';
import { ecrRepositoryOf } from './ecr-image.ts';
import { hasWayOut } from './network.ts';
import type { TaskDefinitionRecord, TaskRecord } from './state.ts';

const FAILED = 'ResourceInitializationError: unable to pull secrets or registry auth:';

/** Why a task cannot log in to ECR: no way out of its subnet, or no permission. */
export function registryAuthRefusal(
  world: World,
  task: TaskRecord,
  definition: TaskDefinitionRecord,
  { image = '' }: ContainerDefinition,
): string | undefined {
  const ecr = ecrRepositoryOf(world, image);
  if (!ecr) return undefined;
  if (!hasWayOut(world, task)) {
    return `${FAILED} The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. ${noAnswer('ECR', 'GetAuthorizationToken', `api.ecr.${ecr.region}.amazonaws.com`)}`;
  }
  if (!definition.executionRoleArn) return undefined;
  const session = { roleArn: definition.executionRoleArn, sessionName: task.id };
  const denied = denialMessage(world, session, 'ecr:GetAuthorizationToken', '*');
  return (
    denied &&
    `${FAILED} execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): ${apiError('ECR', 'GetAuthorizationToken', `AccessDeniedException: ${denied}`)}`
  );
}

/** Why an image cannot be fetched before it is even looked for. */
export function pullRefusal(world: World, task: TaskRecord, definition: TaskDefinitionRecord, reference: string): string | undefined {
  const full = fullReference(reference);
  const registry = registryOf(reference);
  if (!hasWayOut(world, task)) {
    return `pull image manifest has been retried 5 time(s): failed to resolve ref ${full}: failed to do request: Head "https://${manifestUrl(registry, full)}": dial tcp ${UNREACHABLE}: i/o timeout`;
  }
  const ecr = ecrRepositoryOf(world, reference);
  if (!ecr || !definition.executionRoleArn) return undefined;
  const session = { roleArn: definition.executionRoleArn, sessionName: task.id };
  const repository = `arn:aws:ecr:${ecr.region}:${ecr.account}:repository/${ecr.repository}`;
  const denied = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].some(action => denialMessage(world, session, action, repository));
  return denied
    ? `pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: pulling from host ${registry} failed with status code [manifests]: 403 Forbidden`
    : undefined;
}

/** `HOST/v2/NAME/manifests/TAG` */
function manifestUrl(registry: string, full: string): string {
  const [, name = '', tag = ''] = /^(.+?)(?::([^:/@]+))?(?:@.*)?$/.exec(full.slice(registry.length + 1)) ?? [];
  return `${registry}/v2/${name}/manifests/${/@(.+)$/.exec(full)?.[1] ?? tag}`;
}

/** A reference with the registry and tag that are meant when they are left out. */
export function fullReference(reference: string): string {
  const registry = registryOf(reference);
  const path = reference.startsWith(`${registry}/`) ? reference.slice(registry.length + 1) : reference;
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return `${registry}/${repository}${/[:@][^/]*$/.test(path) ? '' : ':latest'}`;
}

function registryOf(reference: string): string {
  const first = reference.split('/')[0] ?? '';
  return reference.includes('/') && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
}
