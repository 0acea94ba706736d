import { expect, test } from 'vitest';
import { steppedTime } from '../../src/sandbox/clock-stepped.ts';
import type { Clock, Timer } from '../../src/sandbox/clock.ts';

const START = new Date('2026-01-02T03:04:05Z');

const watched = (onFire: (timer: Timer, clock: Clock) => void | Promise<void> = () => undefined) => {
  const time = steppedTime(START);
  const timers: Timer[] = [];
  const fired: string[] = [];
  const clock: Clock = time.clockOf({
    timers: () => timers,
    fire: async timer => {
      fired.push(`${timer.type} at ${(time.now().getTime() - START.getTime()) / 1000}`);
      await onFire(timer, clock);
    },
  });
  return { time, clock, timers, fired };
};

test('time stands still until it is told to move', async () => {
  const { time, clock } = watched();
  expect(clock.now()).toEqual(START);
  await time.advance(90);
  expect(clock.now()).toEqual(new Date('2026-01-02T03:05:35Z'));
});

test('due timers fire in the order of their time, with the clock on it', async () => {
  const { time, clock, fired, timers } = watched();
  clock.after(20, 'second', {});
  clock.after(10, 'first', {});
  clock.after(31, 'later', {});
  await time.advance(30);
  expect(fired).toEqual(['first at 10', 'second at 20']);
  expect(timers.map(({ type }) => type)).toEqual(['later']);
});

test('a timer that a handler sets fires in the same step if it is due', async () => {
  const { time, clock, fired } = watched((timer, own) => {
    if (timer.type === 'tick') own.after(10, 'tock', {});
  });
  clock.after(5, 'tick', {});
  await time.advance(15);
  expect(fired).toEqual(['tick at 5', 'tock at 15']);
});

test('a handler is awaited before the next timer fires', async () => {
  const done: string[] = [];
  const { time, clock } = watched(async ({ type }) => {
    await Promise.resolve();
    done.push(type);
  });
  clock.after(1, 'first', {});
  clock.after(1, 'second', {});
  await time.advance(1);
  expect(done).toEqual(['first', 'second']);
});

test('a timer of zero seconds waits for the next step, be it of zero seconds', async () => {
  const { time, clock, fired } = watched();
  clock.after(0, 'soon', {});
  expect(fired).toEqual([]);
  await time.advance(0);
  expect(fired).toEqual(['soon at 0']);
});

test('a cancelled timer does not fire', async () => {
  const { time, clock, fired } = watched();
  clock.after(1, 'kept', { id: 1 });
  clock.after(1, 'cancelled', { id: 2 });
  clock.cancel(({ type }) => type === 'cancelled');
  await time.advance(1);
  expect(fired).toEqual(['kept at 1']);
});

test('it moves from timer to timer until something is true, and no further', async () => {
  const { time, clock, fired } = watched();
  clock.after(10, 'first', {});
  clock.after(20, 'second', {});
  clock.after(30, 'third', {});
  expect(await time.advanceUntil(() => fired.length === 2, 3600)).toBe(true);
  expect(fired).toEqual(['first at 10', 'second at 20']);
  expect(await time.advanceUntil(() => fired.length === 9, 3600)).toBe(false);
});
