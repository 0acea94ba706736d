import type { World } from './world.ts';

/** A line that a task has logged. */
export interface LatestLogEvent {
  readonly id: string;
  readonly region: string;
  readonly group: string;
  readonly stream: string;
  /** Epoch milliseconds: when it was said, and when it came in. */
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

const MOST = 10_000;

/** The latest log lines of a group, or of all, that came in at an instant or after it, oldest first. */
export const latestLogEvents = (worlds: readonly World[], group: string | undefined, since: number): readonly LatestLogEvent[] =>
  worlds
    .flatMap(({ region, state }) =>
      Object.values(state.logs.groups)
        .filter(({ name }) => group === undefined || name === group)
        .flatMap(({ name, streams }) =>
          Object.values(streams).flatMap(stream =>
            stream.events
              .filter(({ ingestionTime }) => ingestionTime >= since)
              .map(event => ({ ...event, region, group: name, stream: stream.name })),
          ),
        ),
    )
    .sort((a, b) => a.ingestionTime - b.ingestionTime)
    .slice(-MOST);
