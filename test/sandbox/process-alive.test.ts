import { expect, test } from 'vitest';
import { isAlive } from '../../src/sandbox/process-alive.ts';
import { zombie } from '../helpers/zombie.ts';

test('a process that has ended is not alive, also when nobody has asked how', async () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(await zombie())).toBe(false);
  expect(isAlive(2 ** 22 + 1)).toBe(false);
});
