import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { arn, type World } from '../../world.ts';
import { denialMessage } from '../iam/authorize.ts';
import { apiError } from './api-error.ts';
import { hasWayOut } from './network.ts';
import type { TaskDefinitionRecord, TaskRecord } from './state.ts';

const FAILED = 'ResourceInitializationError: unable to pull secrets or registry auth:';
const RETRIED = 'service call has been retried 1 time(s)';
const NETWORK = 'Check your task network configuration.';
const CANCELED = 'https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded';

/** Why a task cannot fetch its secrets. The sandbox keeps none, so one that a role may read is one that is not there. */
export function secretRefusal(
  world: World,
  task: TaskRecord,
  definition: TaskDefinitionRecord,
  { secrets = [], logConfiguration }: ContainerDefinition,
): string | undefined {
  for (const { valueFrom = '' } of [...secrets, ...(logConfiguration?.secretOptions ?? [])]) {
    const session = { roleArn: definition.executionRoleArn ?? '', sessionName: task.id };
    const refusalOf = /^arn:[^:]+:secretsmanager:/.test(valueFrom) ? secretOfManager : parameterOfStore;
    return refusalOf(world, task, session, valueFrom);
  }
  return undefined;
}

type Session = Parameters<typeof denialMessage>[1];

function parameterOfStore(world: World, task: TaskRecord, session: Session, valueFrom: string): string {
  const parameterArn = valueFrom.startsWith('arn:') ? valueFrom : arn(world, 'ssm', `parameter/${valueFrom.replace(/^\//, '')}`);
  const failed = `${FAILED} execution resource retrieval failed: unable to retrieve secrets from ssm:`;
  if (!hasWayOut(world, task))
    return `${FAILED} unable to retrieve secrets from ssm: The task cannot pull secrets from AWS Systems Manager. There is a connection issue between the task and AWS Systems Manager Parameter Store. ${NETWORK} operation error SSM: GetParameters, ${CANCELED}`;
  const denied = denialMessage(world, session, 'ssm:GetParameters', parameterArn);
  if (denied) return `${failed} ${RETRIED}: ${apiError('SSM', 'GetParameters', `AccessDeniedException: ${denied}`)}`;
  return `${failed} ${RETRIED}: invalid ssm parameters: ${valueFrom.replace(/^arn:.*:parameter(?=\/)/, '')}`;
}

function secretOfManager(world: World, task: TaskRecord, session: Session, valueFrom: string): string {
  // What follows the ARN names a key in the secret and a version of it.
  const secretArn = valueFrom.split(':').slice(0, 7).join(':');
  const call = (error: string): string => `failed to fetch secret ${secretArn} from secrets manager: ${error}`;
  const failed = `${FAILED} execution resource retrieval failed: unable to retrieve secret from asm:`;
  if (!hasWayOut(world, task))
    return `${FAILED} unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. ${NETWORK} ${call(`operation error Secrets Manager: GetSecretValue, ${CANCELED}`)}`;
  const denied = denialMessage(world, session, 'secretsmanager:GetSecretValue', secretArn);
  const refusal = denied
    ? `AccessDeniedException: ${denied}`
    : "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
  return `${failed} ${RETRIED}: ${call(apiError('Secrets Manager', 'GetSecretValue', refusal))}`;
}
