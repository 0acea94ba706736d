import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { emptyRecord } from '../../empty-record.ts';
import type { World } from '../../world.ts';
import { denialMessage } from '../iam/authorize.ts';
import { groupArn } from '../logs/find-group.ts';
import type { TaskDefinitionRecord, TaskRecord } from './state.ts';
import { hasWayOut } from './network.ts';
import { logStreamOf } from './task-log.ts';

const FAILED = 'ResourceInitializationError: failed to validate logger args:';

/** Why the log stream of a container cannot be opened; makes its log group where the definition asks for that. */
export function logRefusal(
  world: World,
  task: TaskRecord,
  definition: TaskDefinitionRecord,
  container: ContainerDefinition,
): string | undefined {
  const log = logStreamOf(world, task, container.name ?? '');
  if (!log) return undefined;
  if (!hasWayOut(world, task))
    return `${FAILED} The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed`;
  const session = { roleArn: definition.executionRoleArn ?? '', sessionName: task.id };
  const failed = (what: string, cause: string): string =>
    `${FAILED} create stream has been retried 1 times: failed to create Cloudwatch log ${what}: ${cause} : exit status 1`;
  const streamDenied = denialMessage(world, session, 'logs:CreateLogStream', `${groupArn(world, log.group)}:log-stream:${log.stream}`);
  if (streamDenied) return failed('stream', `AccessDeniedException: ${streamDenied}`);
  if (world.state.logs.groups[log.group]) return undefined;
  if (container.logConfiguration?.options?.['awslogs-create-group'] !== 'true')
    return failed('stream', 'ResourceNotFoundException: The specified log group does not exist.');
  const groupDenied = denialMessage(world, session, 'logs:CreateLogGroup', groupArn(world, log.group));
  if (groupDenied) return failed('group', `AccessDeniedException: ${groupDenied}`);
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
    streams: emptyRecord(),
  };
}
