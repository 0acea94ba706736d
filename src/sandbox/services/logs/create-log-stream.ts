import { CreateLogStream$, type CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import { keepLatest } from '../../keep-latest.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { alreadyExists } from './faults.ts';
import { findGroup } from './find-group.ts';
import type { LogGroupRecord, LogStreamRecord } from './state.ts';

/** Each task has one of its own: a service that goes on crashing makes them without end. */
const MOST_KEPT = 1000;

/** An empty stream in a group. */
export const addStream = (world: World, group: LogGroupRecord, name: string): LogStreamRecord => {
  const stream: LogStreamRecord = { name, creationTime: world.clock.now().getTime(), events: [], storedBytes: 0 };
  group.streams[name] = stream;
  keepLatest(group.streams, MOST_KEPT);
  return stream;
};

export const createLogStream = operation(CreateLogStream$, (world, input: CreateLogStreamRequest): void => {
  const group = findGroup(world, input.logGroupName ?? '');
  const name = input.logStreamName ?? '';
  if (group.streams[name]) throw alreadyExists('log stream');
  addStream(world, group, name);
});
