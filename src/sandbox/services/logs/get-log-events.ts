import { GetLogEvents$, type GetLogEventsRequest, type GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../operation.ts';
import { badToken } from './faults.ts';
import { askedGroup, findStream } from './find-group.ts';

const MOST_EVENTS = 10_000;

/** Tokens name the position between two events and the direction: `f/12` reads on from event 12, `b/12` reads what is before it. */
const parseToken = (token: string): { readonly forward: boolean; readonly position: number } => {
  const [, direction, position] = /^([fb])\/(\d+)$/.exec(token) ?? [];
  if (direction === undefined) throw badToken();
  return { forward: direction === 'f', position: Number(position) };
};

export const getLogEvents = operation(GetLogEvents$, (world, input: GetLogEventsRequest): GetLogEventsResponse => {
  const stream = findStream(askedGroup(world, input), input.logStreamName ?? '');
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = MOST_EVENTS } = input;
  const events = stream.events.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
  const token = input.nextToken === undefined ? undefined : parseToken(input.nextToken);
  const forward = token?.forward ?? input.startFromHead ?? false;
  const position = Math.min(token?.position ?? (forward ? 0 : events.length), events.length);
  const start = forward ? position : Math.max(0, position - limit);
  const end = forward ? Math.min(events.length, position + limit) : position;
  return {
    events: events.slice(start, end).map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    nextForwardToken: `f/${end}`,
    nextBackwardToken: `b/${start}`,
  };
});
