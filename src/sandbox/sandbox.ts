import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { callLog, type RecordedCall } from './calls.ts';
import { wallTime } from './clock-wall.ts';
import { createDispatch, type Dispatch } from './dispatch.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { aroundRegistry } from './faults/registry-faults.ts';
import { handleGit } from './git.ts';
import { createHttpServer, type Mount } from './http-server.ts';
import { SANDBOX_NAME, type Health } from './health.ts';
import { logToStderr } from './log.ts';
import { ownApi } from './own-api.ts';
import type { Recorder } from './record.ts';
import { handleRegistry } from './registry.ts';
import { SandboxError } from './sandbox-error.ts';
import { SERVICES } from './services/index.ts';
import { stateFile } from './state-file.ts';
import type { Time } from './time.ts';
import type { World } from './world.ts';
import { BLOBS, createWorlds, type SandboxState } from './worlds.ts';

/** Account of everything in the sandbox. */
const ACCOUNT = '111122223333';
const DEFAULT_REGION = 'us-east-1';
const DEFAULT_SPEED = 60;

// Longer than the slowest handler should take; one that hangs must not keep the sandbox from saving its state.
const CLOSE_MILLISECONDS = 5000;

export interface SandboxOptions {
  /** Holds the state and the image layers; made where it is missing. */
  readonly folder: string;
  /** A free one is taken where it is left out. */
  readonly port?: number | undefined;
  /** How many times faster than AWS durations pass. */
  readonly speed?: number | undefined;
  readonly region?: string | undefined;
  /** Tests pass a stepped clock. */
  readonly clock?: Time | undefined;
  readonly version?: string | undefined;
  /** What `POST /_sandbox/stop` does after closing. */
  readonly onStop?: (() => void) | undefined;
  /** Told of every exchange with AWS's services. */
  readonly record?: Recorder | undefined;
  /** Where unexpected errors go: stderr where it is left out. */
  readonly log?: ((error: unknown) => void) | undefined;
}

/** A running local AWS. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly port: number;
  readonly region: string;
  readonly clock: Time;
  /** State and runtime of a region; the sandbox's own where it is left out. */
  readonly world: (region?: string) => World;
  /** The latest calls, oldest first. */
  readonly calls: () => readonly RecordedCall[];
  /** What can be made to go wrong. */
  readonly faults: Pick<Faults, 'arm' | 'list' | 'clear'>;
  /** The core without HTTP. */
  readonly dispatch: Dispatch;
  /** Forgets everything. */
  readonly reset: () => Promise<void>;
  /** Stops what runs, saves the state, frees the port. */
  readonly close: () => Promise<void>;
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new SandboxError('portTaken', { port: String(port) }, { cause: error }) : error),
    );
    // `address()` is a pipe's name only for servers that listen on a pipe.
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const closeServer = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts a sandbox on 127.0.0.1, with the state that its folder holds. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { folder, region = DEFAULT_REGION, log = logToStderr } = options;
  const time = options.clock ?? wallTime(options.speed ?? DEFAULT_SPEED);
  const calls = callLog();
  const since = new Date().toISOString();
  const file = stateFile(folder, () => worlds.state(), log);
  const loaded: SandboxState | undefined = await file.load();
  let endpoint = '';

  const faults = createFaults({ loaded: loaded?.faults, worldOf: asked => worldOf(asked), changed: file.changed });
  const worlds = createWorlds({
    account: ACCOUNT,
    folder,
    endpoint: () => endpoint,
    time,
    services: SERVICES,
    faults,
    loaded,
    changed: file.changed,
    log,
  });
  const worldOf = (asked: string = region): World => worlds.worldOf(asked);
  const core = createDispatch({ services: SERVICES, worldOf, faults, calls, record: options.record, log });
  const dispatch: Dispatch = async request => {
    const response = await core(request);
    file.changed();
    return response;
  };

  const reset = async (): Promise<void> => {
    await worlds.reset();
    calls.clear();
    await rm(join(folder, BLOBS), { recursive: true, force: true });
    await file.flush();
  };
  const health = (): Health => ({
    name: SANDBOX_NAME,
    version: options.version ?? '0.0.0',
    pid: process.pid,
    account: ACCOUNT,
    region,
    speed: time.speed,
    since,
    folder,
  });
  const stop = (): void => {
    // Nothing keeps it from ending, not even a state that cannot be saved.
    void close().catch(log).finally(options.onStop);
  };
  const api = ownApi({ health, worlds, services: SERVICES, faults, time, calls, reset, stop });
  const git: Mount['handle'] = async (request, response) => {
    await handleGit({ worldOf, worlds: worlds.all, calls }, request, response);
    file.changed();
  };
  const server = createHttpServer(
    dispatch,
    [
      { prefix: '/_sandbox/git/', handle: git },
      { prefix: '/v1/repos/', handle: git },
      { prefix: '/_sandbox/', handle: api },
      {
        prefix: '/v2/',
        handle: async (request, response) => {
          await aroundRegistry(faults, region, { request, response }, answer => handleRegistry(worldOf, request, answer));
          file.changed();
        },
      },
    ],
    log,
  );

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      await Promise.race([time.stop(), delay(CLOSE_MILLISECONDS, undefined, { ref: false })]);
      await closeServer(server);
      await worlds.stop();
      await file.flush();
    })());

  const port = await listen(server, options.port ?? 0);
  endpoint = `http://127.0.0.1:${port}`;
  worldOf();
  await worlds.start();
  time.start();
  return {
    endpoint,
    port,
    region,
    clock: time,
    world: worldOf,
    calls: calls.list,
    faults,
    dispatch,
    reset,
    close,
  };
};
