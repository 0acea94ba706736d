import { expect, onTestFinished, test } from 'vitest';
import { wallTime } from '../../src/sandbox/clock-wall.ts';
import type { Clock, Timer } from '../../src/sandbox/clock.ts';

const watched = (onFire: (timer: Timer) => void | Promise<void> = () => undefined) => {
  const time = wallTime(1000);
  const timers: Timer[] = [];
  const fired: string[] = [];
  const clock: Clock = time.clockOf({
    timers: () => timers,
    fire: async timer => {
      fired.push(timer.type);
      await onFire(timer);
    },
  });
  onTestFinished(time.stop);
  return { time, clock, timers, fired };
};

/** Waits until a timer of another clock has fired, which was set last. */
const timersElsewhereFire = async (): Promise<void> => {
  const { time, clock, fired } = watched();
  time.start();
  clock.after(20, 'elsewhere', {});
  await expect.poll(() => fired).toEqual(['elsewhere']);
};

test('durations are divided by the speed, timestamps are real', async () => {
  const { time, clock, timers, fired } = watched();
  time.start();
  const before = Date.now();
  clock.after(60, 'minute', {});
  expect(timers[0]?.at).toBeGreaterThanOrEqual(before + 60);
  expect(timers[0]?.at).toBeLessThan(before + 1000);
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(100);
  await expect.poll(() => fired).toEqual(['minute']);
  expect(timers).toEqual([]);
});

test('timers fire in the order of their time', async () => {
  const { time, clock, fired } = watched();
  clock.after(40, 'second', {});
  clock.after(20, 'first', {});
  clock.after(0, 'now', {});
  time.start();
  await expect.poll(() => fired).toEqual(['now', 'first', 'second']);
});

test('nothing fires before the start, nor after the stop', async () => {
  const { time, clock, fired, timers } = watched();
  clock.after(0, 'early', {});
  await timersElsewhereFire();
  expect(fired).toEqual([]);
  time.start();
  await expect.poll(() => fired).toEqual(['early']);
  await time.stop();
  clock.after(0, 'late', {});
  await timersElsewhereFire();
  expect(fired).toEqual(['early']);
  expect(timers).toMatchObject([{ type: 'late' }]);
});

test('a timer stays in the list until its handler is done, and stop waits for that', async () => {
  let finish = (): void => undefined;
  const handler = new Promise<void>(resolve => {
    finish = resolve;
  });
  const { time, clock, fired, timers } = watched(() => handler);
  time.start();
  clock.after(0, 'long', {});
  await expect.poll(() => fired).toEqual(['long']);
  expect(timers).toHaveLength(1);
  const stopping = time.stop();
  finish();
  await stopping;
  expect(timers).toEqual([]);
  expect(fired).toEqual(['long']);
});

test('a cancelled timer does not fire', async () => {
  const { time, clock, fired } = watched();
  time.start();
  clock.after(20, 'cancelled', {});
  clock.cancel(({ type }) => type === 'cancelled');
  clock.after(40, 'kept', {});
  await expect.poll(() => fired).toEqual(['kept']);
});
