import { randomUUID } from 'node:crypto';
import type { Clock, Timer } from './clock.ts';
import { removeTimers, type Time, type TimerStore } from './time.ts';

// Node fires at once what is set further ahead than this.
const LONGEST_TIMEOUT = 2 ** 31 - 1;

interface WallClock extends Clock {
  readonly arm: () => void;
  readonly disarm: () => Promise<void>;
}

const wallClock = (store: TimerStore, speed: number, isRunning: () => boolean): WallClock => {
  let timeout: NodeJS.Timeout | undefined;
  const fired = new Map<string, Promise<void>>();

  const waiting = (): Timer[] => store.timers().filter(timer => !fired.has(timer.id));

  const fire = async (timer: Timer): Promise<void> => {
    await store.fire(timer);
    fired.delete(timer.id);
    removeTimers(store.timers(), ({ id }) => id === timer.id);
  };

  const fireDue = (): void => {
    const now = Date.now();
    const due = waiting()
      .filter(timer => timer.at <= now)
      .sort((a, b) => a.at - b.at);
    for (const timer of due) {
      // Something that fired just before may have cancelled it.
      if (store.timers().includes(timer)) fired.set(timer.id, fire(timer));
    }
    arm();
  };

  const arm = (): void => {
    clearTimeout(timeout);
    if (!isRunning()) return;
    const next = waiting().reduce((earliest, timer) => Math.min(earliest, timer.at), Number.POSITIVE_INFINITY);
    if (next !== Number.POSITIVE_INFINITY) timeout = setTimeout(fireDue, Math.min(Math.max(0, next - Date.now()), LONGEST_TIMEOUT));
  };

  return {
    speed,
    now: () => new Date(),
    after: (seconds, type, data) => {
      const id = randomUUID();
      store.timers().push({ id, at: Date.now() + (seconds * 1000) / speed, type, data });
      arm();
      return id;
    },
    cancel: predicate => {
      removeTimers(store.timers(), predicate);
      arm();
    },
    arm,
    disarm: async () => {
      clearTimeout(timeout);
      await Promise.all(fired.values());
    },
  };
};

/** Real time, in which what takes AWS a minute takes a minute divided by `speed`. */
export const wallTime = (speed: number): Time => {
  const clocks = new Map<TimerStore, WallClock>();
  let running = false;
  return {
    speed,
    clockOf: store => {
      const clock = wallClock(store, speed, () => running && clocks.has(store));
      clocks.set(store, clock);
      clock.arm();
      return clock;
    },
    forget: store => {
      const clock = clocks.get(store);
      clocks.delete(store);
      clock?.arm();
    },
    start: () => {
      running = true;
      for (const clock of clocks.values()) clock.arm();
    },
    stop: async () => {
      running = false;
      await Promise.all([...clocks.values()].map(clock => clock.disarm()));
    },
  };
};
