import {
  PutLogEvents$,
  type InputLogEvent,
  type PutLogEventsRequest,
  type PutLogEventsResponse,
  type RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { invalidParameter } from './faults.ts';
import { findGroup, findStream } from './find-group.ts';
import type { LogGroupRecord } from './state.ts';
import { appendEvents } from './write-log.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Sorted {
  readonly accepted: readonly { readonly timestamp: number; readonly message: string }[];
  readonly rejected?: RejectedLogEventsInfo | undefined;
}

/** Events older than 14 days or than the retention, or further than two hours ahead, are dropped and named in the answer. */
const sortOut = (world: World, group: LogGroupRecord, input: readonly InputLogEvent[]): Sorted => {
  const now = world.clock.now().getTime();
  const events = input.map(({ timestamp = 0, message = '' }) => ({ timestamp, message }));
  if (events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0))) {
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
  const tooNew = events.findIndex(({ timestamp }) => timestamp > now + 2 * HOUR);
  const tooOld = events.filter(({ timestamp }) => timestamp < now - 14 * DAY).length;
  const oldestKept = group.retentionInDays === undefined ? 0 : now - group.retentionInDays * DAY;
  const expired = events.filter(({ timestamp }) => timestamp < oldestKept).length;
  const rejected: RejectedLogEventsInfo = {
    ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > 0 && { expiredLogEventEndIndex: expired }),
  };
  return {
    accepted: events.slice(Math.max(tooOld, expired), tooNew < 0 ? undefined : tooNew),
    rejected: Object.keys(rejected).length > 0 ? rejected : undefined,
  };
};

export const putLogEvents = operation(PutLogEvents$, (world, input: PutLogEventsRequest): PutLogEventsResponse => {
  const group = findGroup(world, input.logGroupName ?? '');
  const stream = findStream(group, input.logStreamName ?? '');
  const { accepted, rejected } = sortOut(world, group, input.logEvents ?? []);
  appendEvents(world, stream, accepted);
  // AWS accepts any sequence token since 2023, and still hands one out.
  return { nextSequenceToken: String(stream.events.length).padStart(56, '0'), rejectedLogEventsInfo: rejected };
});
