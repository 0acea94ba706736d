import {
  FilterLogEvents$,
  type FilteredLogEvent,
  type FilterLogEventsRequest,
  type FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken, invalidParameter } from './faults.ts';
import { messageFilter } from './filter-pattern.ts';
import { askedGroup, findStream } from './find-group.ts';
import type { LogGroupRecord, LogStreamRecord } from './state.ts';

const MOST_EVENTS = 10_000;

const streamsOf = (
  group: LogGroupRecord,
  { logStreamNames: names, logStreamNamePrefix: prefix }: FilterLogEventsRequest,
): readonly LogStreamRecord[] => {
  if (names && prefix !== undefined) throw invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
  if (names) return names.map(name => findStream(group, name));
  return Object.values(group.streams).filter(stream => stream.name.startsWith(prefix ?? ''));
};

export const filterLogEvents = operation(FilterLogEvents$, (world, input: FilterLogEventsRequest): FilterLogEventsResponse => {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input;
  const matches = messageFilter(input.filterPattern ?? '');
  const events = streamsOf(askedGroup(world, input), input)
    .flatMap(stream => stream.events.map(event => ({ stream: stream.name, event })))
    .filter(({ event }) => event.timestamp >= startTime && event.timestamp <= endTime && matches(event.message))
    .sort((a, b) => a.event.timestamp - b.event.timestamp);
  const { items, next } = page(events, input.nextToken, input.limit ?? MOST_EVENTS, badToken);
  return {
    events: items.map(({ stream, event }): FilteredLogEvent => ({
      logStreamName: stream,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestionTime,
      eventId: event.id,
    })),
    searchedLogStreams: [],
    nextToken: next,
  };
});
