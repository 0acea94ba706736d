import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { callLog, type CallLog } from '../../src/sandbox/calls.ts';
import { steppedTime } from '../../src/sandbox/clock-stepped.ts';
import { createDispatch, type Dispatch } from '../../src/sandbox/dispatch.ts';
import { createFaults } from '../../src/sandbox/faults/faults.ts';
import { createHttpServer } from '../../src/sandbox/http-server.ts';
import type { SandboxService } from '../../src/sandbox/operation.ts';
import type { World } from '../../src/sandbox/world.ts';
import { createWorlds } from '../../src/sandbox/worlds.ts';
import { afterRun, temporaryFolder } from './sandbox.ts';

/** Services of a test's own behind the sandbox's dispatch and HTTP server. */
export interface ServedServices {
  readonly endpoint: string;
  readonly region: string;
  readonly world: World;
  readonly dispatch: Dispatch;
  readonly calls: CallLog;
  /** Unexpected errors so far. */
  readonly errors: readonly unknown[];
}

export const serveServices = async (services: readonly SandboxService[]): Promise<ServedServices> => {
  const errors: unknown[] = [];
  const log = (error: unknown): number => errors.push(error);
  const calls = callLog();
  const faults = createFaults({ loaded: undefined, worldOf: () => worlds.worldOf('us-east-1'), changed: () => undefined });
  const worlds = createWorlds({
    account: '111122223333',
    folder: await temporaryFolder(),
    endpoint: () => endpoint,
    time: steppedTime(),
    services,
    faults,
    loaded: undefined,
    changed: () => undefined,
    log,
  });
  const dispatch = createDispatch({ services, worldOf: worlds.worldOf, faults, calls, log });
  const server = createHttpServer(dispatch, [], log).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterRun(async () => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, region: 'us-east-1', world: worlds.worldOf('us-east-1'), dispatch, calls, errors };
};

/** Headers of a signed request; the sandbox reads the scope and does not check the signature. */
export const signed = (
  service: string,
  headers: Readonly<Record<string, string>> = {},
  accessKeyId = 'sandbox',
): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  ...headers,
});
