import { FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTaskDefinitionCommand, DescribeTasksCommand, ListTasksCommand, type Service } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { targetGroupName } from './live.ts';

/** A line that a task has written. */
export interface LogLine {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly task: string;
  readonly container: string;
  readonly message: string;
}

/** The groups that the versions of a service log to, as their task definitions say. */
export async function logGroups(aws: Aws, service: Service | undefined): Promise<readonly string[]> {
  const revisions = new Set((service?.taskSets ?? []).flatMap(({ taskDefinition }) => taskDefinition ?? []));
  const described = await Promise.all(
    [...revisions].map(taskDefinition => aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))),
  );
  const containers = described.flatMap(({ taskDefinition }) => taskDefinition?.containerDefinitions ?? []);
  return [
    ...new Set(
      containers.flatMap(({ logConfiguration }) =>
        logConfiguration?.logDriver === 'awslogs' ? (logConfiguration.options?.['awslogs-group'] ?? []) : [],
      ),
    ),
  ];
}

/** Where a task belongs: the target group of its task set, by the task's id. ECS remembers stopped tasks for about an hour. */
export async function taskGroups(aws: Aws, cluster: string, service: Service): Promise<ReadonlyMap<string, string>> {
  const groups = new Map(
    (service.taskSets ?? []).map(({ id, loadBalancers }) => [id, targetGroupName(loadBalancers?.[0]?.targetGroupArn ?? '')]),
  );
  const listed = await Promise.all(
    (['RUNNING', 'STOPPED'] as const).map(desiredStatus =>
      aws.ecs.send(new ListTasksCommand({ cluster, serviceName: service.serviceName, desiredStatus, maxResults: 100 })),
    ),
  );
  const pages = listed.flatMap(({ taskArns = [] }) => (taskArns.length === 0 ? [] : [taskArns]));
  const described = await Promise.all(pages.map(tasks => aws.ecs.send(new DescribeTasksCommand({ cluster, tasks }))));
  const tasks = described.flatMap(answer => answer.tasks ?? []);
  return new Map(tasks.map(({ taskArn, startedBy }) => [taskArn?.split('/').at(-1) ?? '', groups.get(startedBy) ?? '']));
}

/** How far back each look goes behind the newest line: lines of different tasks arrive out of order. */
const OVERLAP_MS = 120_000;

/** Gives at each call the lines that are new since the one before, oldest first; none where a group does not exist yet. */
export function logReader(
  aws: Aws,
  options: { readonly since: number; readonly filterPattern: string | undefined },
): (groups: readonly string[]) => Promise<readonly LogLine[]> {
  const given = new Map<string, number>();
  let newest = options.since;
  return async groups => {
    const startTime = Math.max(options.since, newest - OVERLAP_MS);
    const read = await Promise.all(groups.map(logGroupName => allEvents(aws, { ...options, logGroupName, startTime })));
    const fresh = read
      .flat()
      .map(logLine)
      .filter(({ id }) => !given.has(id))
      .sort((a, b) => a.at - b.at);
    for (const { id, at } of fresh) {
      given.set(id, at);
      newest = Math.max(newest, at);
    }
    for (const [id, at] of given) if (at < newest - OVERLAP_MS) given.delete(id);
    return fresh;
  };
}

interface Query {
  readonly logGroupName: string;
  readonly startTime: number;
  readonly filterPattern: string | undefined;
}

async function allEvents(aws: Aws, query: Query): Promise<readonly FilteredLogEvent[]> {
  const events: FilteredLogEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await whenMissing(aws.logs.send(new FilterLogEventsCommand({ ...query, nextToken })), 'ResourceNotFoundException');
    events.push(...(page?.events ?? []));
    nextToken = page?.nextToken;
  } while (nextToken !== undefined);
  return events;
}

/** Streams of the awslogs driver are called `PREFIX/CONTAINER/TASK`. */
function logLine({ eventId = '', timestamp = 0, logStreamName = '', message = '' }: FilteredLogEvent): LogLine {
  const [task = '', container = ''] = logStreamName.split('/').reverse();
  return { id: eventId, at: timestamp, task, container, message: message.trimEnd() };
}
