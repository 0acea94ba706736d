import {
  DescribeLogStreams$,
  type DescribeLogStreamsRequest,
  type DescribeLogStreamsResponse,
  type LogStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import type { World } from '../../world.ts';
import { badToken, invalidParameter } from './faults.ts';
import { askedGroup, streamArn } from './find-group.ts';
import type { LogGroupRecord, LogStreamRecord } from './state.ts';

const view = (world: World, group: LogGroupRecord, { name, creationTime, events, storedBytes }: LogStreamRecord): LogStream => ({
  logStreamName: name,
  creationTime,
  firstEventTimestamp: events[0]?.timestamp,
  lastEventTimestamp: events.at(-1)?.timestamp,
  lastIngestionTime: events.at(-1)?.ingestionTime,
  arn: streamArn(world, group.name, name),
  storedBytes,
});

const lastEvent = (stream: LogStreamRecord): number => stream.events.at(-1)?.timestamp ?? stream.creationTime;

const byName = (a: LogStreamRecord, b: LogStreamRecord): number => (a.name < b.name ? -1 : 1);

export const describeLogStreams = operation(DescribeLogStreams$, (world, input: DescribeLogStreamsRequest): DescribeLogStreamsResponse => {
  const group = askedGroup(world, input);
  const byTime = input.orderBy === 'LastEventTime';
  if (byTime && input.logStreamNamePrefix !== undefined) {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const streams = Object.values(group.streams)
    .filter(stream => stream.name.startsWith(input.logStreamNamePrefix ?? ''))
    .sort(byTime ? (a, b) => lastEvent(a) - lastEvent(b) || byName(a, b) : byName);
  if (input.descending) streams.reverse();
  const { items, next } = page(streams, input.nextToken, input.limit ?? 50, badToken);
  return { logStreams: items.map(stream => view(world, group, stream)), nextToken: next };
});
