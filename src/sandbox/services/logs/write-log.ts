import { randomUUID } from 'node:crypto';
import type { World } from '../../world.ts';
import { addStream } from './create-log-stream.ts';
import { findGroup } from './find-group.ts';
import type { LogStreamRecord } from './state.ts';

// CloudWatch Logs counts this much for each event on top of its text.
const EVENT_OVERHEAD = 26;

// A crash-looping task must not fill the state file.
const MOST_EVENTS = 10_000;

/** Appends events to a stream, in the order of their timestamps. */
export const appendEvents = (
  world: World,
  stream: LogStreamRecord,
  events: readonly { readonly timestamp: number; readonly message: string }[],
): void => {
  const ingestionTime = world.clock.now().getTime();
  for (const { timestamp, message } of events) {
    stream.events.push({ id: randomUUID(), timestamp, message, ingestionTime });
    stream.storedBytes += Buffer.byteLength(message) + EVENT_OVERHEAD;
  }
  stream.events.sort((a, b) => a.timestamp - b.timestamp);
  if (stream.events.length > MOST_EVENTS) stream.events.splice(0, stream.events.length - MOST_EVENTS);
};

/** Writes a line as a service does on somebody's behalf; makes the stream where it is missing. Throws where the group is missing, as AWS refuses it. */
export const writeLog = (world: World, groupName: string, streamName: string, message: string): void => {
  const group = findGroup(world, groupName);
  const stream = group.streams[streamName] ?? addStream(world, group, streamName);
  appendEvents(world, stream, [{ timestamp: world.clock.now().getTime(), message }]);
};
