import type { Clock, Timer } from './clock.ts';

/** Where one region keeps its timers, and what happens when one fires. */
export interface TimerStore {
  /** The list that belongs to the state; it is changed in place. */
  readonly timers: () => Timer[];
  readonly fire: (timer: Timer) => Promise<void>;
}

/** Makes the clocks of all regions and lets them run. A fired timer stays in its list until its handler is done, so that a crash does not lose it. */
export interface Time {
  /** How many times faster than AWS durations pass. */
  readonly speed: number;
  readonly clockOf: (store: TimerStore) => Clock;
  /** Drops a clock and all that it would fire. */
  readonly forget: (store: TimerStore) => void;
  /** From now on due timers fire, those of a loaded state too. */
  readonly start: () => void;
  /** No timer fires after this; resolves when the running handlers are done. */
  readonly stop: () => Promise<void>;
  /** From now on durations pass so many times faster than AWS's; those that run already too. */
  readonly setSpeed: (speed: number) => void;
  /** Lets so many seconds of AWS time pass at once: what falls due fires in order, each when those before it are done. */
  readonly skip: (seconds: number) => Promise<void>;
}

/** Removes timers from a list in place. */
export const removeTimers = (timers: Timer[], predicate: (timer: Timer) => boolean): void => {
  const kept = timers.filter(timer => !predicate(timer));
  timers.splice(0, timers.length, ...kept);
};
