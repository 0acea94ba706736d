import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Timer } from './clock.ts';
import { removeTimers, type Time, type TimerStore } from './time.ts';

/** Time that moves only when told; for tests. */
export interface SteppedTime extends Time {
  readonly now: () => Date;
  /** Moves AWS time on and fires what falls due, in order, each when those before it are done. Zero fires what is due now. */
  readonly advance: (seconds: number) => Promise<void>;
  /** Moves on from timer to timer until `done`, at most `seconds` of AWS time; tells whether it was done. */
  readonly advanceUntil: (done: () => boolean | Promise<boolean>, seconds: number) => Promise<boolean>;
}

/** A clock for tests, from a given instant on. */
export const steppedTime = (start: Date = new Date()): SteppedTime => {
  const stores = new Set<TimerStore>();
  let now = start.getTime();

  const next = (until: number): { readonly store: TimerStore; readonly timer: Timer } | undefined =>
    [...stores]
      .flatMap(store => store.timers().map(timer => ({ store, timer })))
      .filter(({ timer }) => timer.at <= until)
      .sort((a, b) => a.timer.at - b.timer.at)[0];

  const fireNext = async (until: number): Promise<boolean> => {
    // Lets what the code under test has begun, such as an answer on a socket, set its timers first.
    await setImmediate();
    const due = next(until);
    if (!due) return false;
    now = Math.max(now, due.timer.at);
    await due.store.fire(due.timer);
    removeTimers(due.store.timers(), ({ id }) => id === due.timer.id);
    return true;
  };

  const advance = async (seconds: number): Promise<void> => {
    const until = now + seconds * 1000;
    while (await fireNext(until));
    now = until;
  };

  return {
    speed: 1,
    now: () => new Date(now),
    clockOf: store => {
      stores.add(store);
      return {
        speed: 1,
        now: () => new Date(now),
        after: (seconds, type, data) => {
          const id = randomUUID();
          store.timers().push({ id, at: now + seconds * 1000, type, data });
          return id;
        },
        cancel: predicate => removeTimers(store.timers(), predicate),
      };
    },
    forget: store => {
      stores.delete(store);
    },
    start: () => undefined,
    stop: async () => {
      stores.clear();
    },
    setSpeed: () => undefined,
    skip: advance,
    advance,
    advanceUntil: async (done, seconds) => {
      const until = now + seconds * 1000;
      while (!(await done())) {
        if (!(await fireNext(until))) return false;
      }
      return true;
    },
  };
};
