import { randomUUID } from 'node:crypto';
import type { Clock, Timer } from './clock.ts';
import { removeTimers, type Time, type TimerStore } from './time.ts';

// Node fires at once what is set further ahead than this.
const LONGEST_TIMEOUT = 2 ** 31 - 1;

interface WallClock extends Clock {
  readonly store: TimerStore;
  /** Timers that have not fired. */
  readonly waiting: () => Timer[];
  readonly fire: (timer: Timer) => Promise<void>;
  readonly arm: () => void;
  readonly disarm: () => Promise<void>;
}

const wallClock = (store: TimerStore, speed: () => number, isRunning: () => boolean): WallClock => {
  let timeout: NodeJS.Timeout | undefined;
  const fired = new Map<string, Promise<void>>();

  const waiting = (): Timer[] => store.timers().filter(timer => !fired.has(timer.id));

  const carryOut = async (timer: Timer): Promise<void> => {
    await store.fire(timer);
    fired.delete(timer.id);
    removeTimers(store.timers(), ({ id }) => id === timer.id);
  };

  const fire = (timer: Timer): Promise<void> => {
    const firing = carryOut(timer);
    fired.set(timer.id, firing);
    return firing;
  };

  const fireDue = (): void => {
    const now = Date.now();
    const due = waiting()
      .filter(timer => timer.at <= now)
      .sort((a, b) => a.at - b.at);
    for (const timer of due) {
      // Something that fired just before may have cancelled it.
      if (store.timers().includes(timer)) void fire(timer);
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
    get speed() {
      return speed();
    },
    now: () => new Date(),
    after: (seconds, type, data) => {
      const id = randomUUID();
      store.timers().push({ id, at: Date.now() + (seconds * 1000) / speed(), type, data });
      arm();
      return id;
    },
    cancel: predicate => {
      removeTimers(store.timers(), predicate);
      arm();
    },
    store,
    waiting,
    fire,
    arm,
    disarm: async () => {
      clearTimeout(timeout);
      await Promise.all(fired.values());
    },
  };
};

/** Real time, in which what takes AWS a minute takes a minute divided by `speed`. */
export const wallTime = (initialSpeed: number): Time => {
  const clocks = new Map<TimerStore, WallClock>();
  let speed = initialSpeed;
  let running = false;
  let isSkipping = false;
  let skipped = Promise.resolve();

  const armAll = (): void => {
    for (const clock of clocks.values()) clock.arm();
  };
  const waiting = (): { readonly clock: WallClock; readonly timer: Timer }[] =>
    [...clocks.values()].flatMap(clock => clock.waiting().map(timer => ({ clock, timer })));
  /** Puts what waits at another instant; timers are read only to everybody else. */
  const move = (to: (at: number) => number): void => {
    for (const { clock, timer } of waiting()) {
      const timers = clock.store.timers();
      timers.splice(timers.indexOf(timer), 1, { ...timer, at: to(timer.at) });
    }
  };
  const skip = async (seconds: number): Promise<void> => {
    isSkipping = true;
    armAll();
    let left = (seconds * 1000) / speed;
    for (;;) {
      const next = waiting().sort((a, b) => a.timer.at - b.timer.at)[0];
      const step = Math.min(left, next ? Math.max(0, next.timer.at - Date.now()) : left);
      move(at => at - step);
      if (!running || !next || next.timer.at - step > Date.now()) break;
      left -= step;
      const due = next.clock.waiting().find(({ id }) => id === next.timer.id);
      if (due) await next.clock.fire(due);
    }
    isSkipping = false;
    armAll();
  };

  return {
    get speed() {
      return speed;
    },
    setSpeed: wanted => {
      const now = Date.now();
      move(at => now + ((at - now) * speed) / wanted);
      speed = wanted;
      armAll();
    },
    skip: seconds => {
      skipped = skipped.then(() => skip(seconds));
      return skipped;
    },
    clockOf: store => {
      const clock = wallClock(
        store,
        () => speed,
        () => running && !isSkipping && clocks.has(store),
      );
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
      armAll();
    },
    stop: async () => {
      running = false;
      await Promise.all([...clocks.values()].map(clock => clock.disarm()));
    },
  };
};
