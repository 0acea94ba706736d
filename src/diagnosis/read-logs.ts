import { DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import type { StoppedTasks } from '../release/look-tasks.ts';
import type { LogEvidence } from './evidence.ts';
import type { Eyes } from './seen.ts';

/** How many lines of a container are looked at. */
const LINES = 20;

/** The last lines of the containers of the newest stopped task; a container that logs elsewhere has none here. */
export async function readLogs(
  aws: Aws,
  definition: TaskDefinition | undefined,
  stopped: readonly StoppedTasks[],
  eyes: Eyes,
): Promise<readonly LogEvidence[]> {
  // Tasks that did not start have logged nothing.
  const task = stopped
    .find(({ stopCode }) => stopCode !== 'TaskFailedToStart')
    ?.tasks[0]?.split('/')
    .at(-1);
  if (task === undefined) return [];
  const logs = (definition?.containerDefinitions ?? []).map(container => readLog(aws, container, task, eyes));
  return (await Promise.all(logs)).filter(log => log !== undefined);
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html: streams are called `prefix/container/task`. */
async function readLog(
  aws: Aws,
  { name = '', logConfiguration }: ContainerDefinition,
  task: string,
  eyes: Eyes,
): Promise<LogEvidence | undefined> {
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
  if (logConfiguration?.logDriver !== 'awslogs' || group === undefined || prefix === undefined) return undefined;
  const found = await eyes.see('logs:GetLogEvents', () =>
    whenMissing(
      aws.logs.send(
        new GetLogEventsCommand({ logGroupName: group, logStreamName: `${prefix}/${name}/${task}`, limit: LINES, startFromHead: false }),
      ),
      'ResourceNotFoundException',
    ),
  );
  return found && { container: name, group, lines: (found.events ?? []).map(({ message = '' }) => message.trimEnd()) };
}

/** The last lines of the newest stream that began in a span of time: what is left when ECS has forgotten the tasks. */
export async function readLeftLogs(aws: Aws, group: string, from: Date, to: Date, eyes: Eyes): Promise<readonly LogEvidence[]> {
  const found = await eyes.see('logs:DescribeLogStreams', () =>
    whenMissing(
      aws.logs.send(new DescribeLogStreamsCommand({ logGroupName: group, orderBy: 'LastEventTime', descending: true, limit: 20 })),
      'ResourceNotFoundException',
    ),
  );
  const began = ({ creationTime = 0 }): boolean => creationTime >= from.getTime() && creationTime <= to.getTime();
  const logStreamName = found?.logStreams?.find(began)?.logStreamName;
  if (logStreamName === undefined) return [];
  const read = await eyes.see('logs:GetLogEvents', () =>
    aws.logs.send(new GetLogEventsCommand({ logGroupName: group, logStreamName, limit: LINES, startFromHead: false })),
  );
  const lines = (read?.events ?? []).map(({ message = '' }) => message.trimEnd());
  return [{ container: logStreamName.split('/').at(-2) ?? logStreamName, group, lines }];
}
