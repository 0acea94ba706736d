import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { waitForAnswer } from '../src/addresses.ts';
import { Stopped } from '../src/engine/stopped.ts';
import { afterRun } from './helpers/after-run.ts';

/** A server that answers with these status codes in turn, the last one for ever. */
async function answering(...statuses: readonly number[]): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((_request, response) => {
    response.writeHead(statuses[Math.min(asked, statuses.length - 1)] ?? 200, { location: 'http://nowhere.invalid/' }).end();
    asked += 1;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterRun(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

const QUICK = { pace: 0.0005 };

describe('waitForAnswer', () => {
  it.each([200, 302, 401, 404])('takes %i for an answer', async status => {
    const { url, asked } = await answering(status);
    expect(await waitForAnswer(QUICK, url)).toBe(true);
    expect(asked()).toBe(1);
  });

  it('waits until the server errors are over', async () => {
    const { url, asked } = await answering(503, 502, 200);
    expect(await waitForAnswer(QUICK, url)).toBe(true);
    expect(asked()).toBe(3);
  });

  it('gives up after a while', async () => {
    const { url, asked } = await answering(503);
    expect(await waitForAnswer(QUICK, url)).toBe(false);
    expect(asked()).toBe(30);
  });

  it('takes no connection for no answer', async () => {
    expect(await waitForAnswer(QUICK, 'http://127.0.0.1:1')).toBe(false);
  });

  it('stops when it is told to', async () => {
    const { url } = await answering(503);
    await expect(waitForAnswer({ pace: 1 }, url, { stopped: () => true })).rejects.toBeInstanceOf(Stopped);
  });
});
