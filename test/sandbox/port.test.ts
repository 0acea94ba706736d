import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { freePort, isFreePort, isUsablePort } from '../../src/sandbox/port.ts';

test.each([0, 80, 4566, 5000, 5060, 6000, 6665, 65_536])('port %i is not used', port => {
  expect(isUsablePort(port)).toBe(false);
});

test('a free port is free, usable, and taken once somebody listens', async () => {
  const port = await freePort();
  expect(isUsablePort(port)).toBe(true);
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  expect(await isFreePort(port)).toBe(false);
});
