import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ClientSettings } from '../../src/aws/clients.ts';

export interface Received {
  readonly method: string;
  readonly url: string;
  /** Operation of the JSON protocols; empty in the others. */
  readonly operation: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A server that records what arrives and lets the test answer; `count` is the number of requests so far. */
export async function startServer(reply: (response: ServerResponse, request: Received, count: number) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const operation = String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      const one = { method, url, operation, headers, body: Buffer.concat(chunks).toString() };
      received.push(one);
      reply(response, one, received.length);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** Answers with JSON, or with a text as it is. */
export function answer(
  response: ServerResponse,
  status: number,
  body: string | object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Settings for clients that talk to such a server, in a world where time flies. */
export const settings = (overrides: Partial<ClientSettings>): ClientSettings => ({
  region: 'us-east-1',
  credentials: async () => ({ accessKeyId: 'sandbox', secretAccessKey: 'sandbox' }),
  local: false,
  pace: 0.0001,
  onCall: () => {},
  origin: () => ({ endpoint: overrides.endpoint }),
  ...overrides,
});
