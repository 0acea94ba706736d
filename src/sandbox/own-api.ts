import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './body.ts';
import type { CallLog } from './calls.ts';
import { FASTEST, LONGEST_SKIP } from './clock-limits.ts';
import { checkFault, mistakeText } from './faults/check-fault.ts';
import type { Faults } from './faults/faults.ts';
import type { Health } from './health.ts';
import { inventory } from './inventory.ts';
import { latestLogEvents } from './latest-log-events.ts';
import { listenersOf } from './listener-address.ts';
import type { SandboxService } from './operation.ts';
import { completeConnection } from './services/codeconnections/complete-connection.ts';
import { pathOf, queryOf } from './request-parts.ts';
import { thingsIn } from './things/index.ts';
import { taskAddressesOf } from './task-address.ts';
import type { Time } from './time.ts';
import type { Worlds } from './worlds.ts';

export interface OwnApiOptions {
  readonly health: () => Health;
  readonly worlds: Worlds;
  readonly services: readonly SandboxService[];
  readonly faults: Faults;
  readonly time: Time;
  readonly calls: CallLog;
  readonly reset: () => Promise<void>;
  /** Ends the process; called after the answer is out. */
  readonly stop: () => void;
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
};

/** What is told to the sandbox itself: a JSON object, or nothing. */
const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const text = (await readBody(request))?.toString('utf8') ?? '';
  try {
    return text === '' ? {} : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
};

/** A number that a request must give, within bounds; undefined where it does not. */
const numberFrom = (body: unknown, name: string, min: number, max: number): number | undefined => {
  const value: unknown = typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined;
  return typeof value === 'number' && value >= min && value <= max ? value : undefined;
};

type Route = (response: ServerResponse, request: IncomingMessage, query: URLSearchParams) => void | Promise<void>;

const routesOf = ({ health, worlds, services, faults, time, calls, reset, stop }: OwnApiOptions): Readonly<Record<string, Route>> => ({
  'GET /_sandbox/health': response => json(response, 200, health()),
  'GET /_sandbox/status': response =>
    json(response, 200, {
      ...health(),
      regions: Object.fromEntries(worlds.all().map(world => [world.region, inventory(world)])),
      things: Object.fromEntries(worlds.all().map(world => [world.region, thingsIn(world)])),
    }),
  'GET /_sandbox/listeners': response => json(response, 200, worlds.all().flatMap(listenersOf)),
  'GET /_sandbox/tasks': response => json(response, 200, worlds.all().flatMap(taskAddressesOf)),
  'GET /_sandbox/calls': (response, _request, query) => json(response, 200, calls.list(Number(query.get('after') ?? 0))),
  'GET /_sandbox/logs': (response, _request, query) =>
    json(response, 200, latestLogEvents(worlds.all(), query.get('group') ?? undefined, Number(query.get('since') ?? 0))),
  'GET /_sandbox/faults': response => json(response, 200, faults.list()),
  'POST /_sandbox/faults': async (response, request) => {
    const checked = checkFault(await readJson(request), services);
    if ('spec' in checked) return json(response, 200, faults.arm(checked.spec));
    const { mistakes } = checked;
    return json(response, 400, { message: mistakes.map(mistakeText).join('; '), mistakes });
  },
  'DELETE /_sandbox/faults': response => json(response, 200, { cleared: faults.clear() }),
  'POST /_sandbox/speed': async (response, request) => {
    const speed = numberFrom(await readJson(request), 'speed', 1, FASTEST);
    if (speed === undefined) return json(response, 400, { message: 'speed must be a number from 1 to 100000' });
    time.setSpeed(speed);
    return json(response, 200, health());
  },
  'POST /_sandbox/skip': async (response, request) => {
    const seconds = numberFrom(await readJson(request), 'seconds', 0, LONGEST_SKIP);
    if (seconds === undefined) return json(response, 400, { message: `seconds must be a number from 0 to ${LONGEST_SKIP}` });
    await time.skip(seconds);
    return json(response, 200, {});
  },
  'POST /_sandbox/reset': async response => {
    await reset();
    json(response, 200, {});
  },
  'POST /_sandbox/stop': response => {
    response.on('close', stop);
    response.setHeader('connection', 'close');
    json(response, 200, {});
  },
});

/** The sandbox's own API under `/_sandbox/`. */
export const ownApi = (options: OwnApiOptions): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const routes = routesOf(options);
  return async (request, response) => {
    const path = pathOf(request);
    const route = routes[`${request.method} ${path}`];
    const [, connection] = /^\/_sandbox\/connections\/(.+)\/complete$/.exec(decodeURIComponent(path)) ?? [];
    if (connection !== undefined && request.method === 'POST') {
      const found = completeConnection(options.worlds.all(), connection);
      return json(response, found ? 200 : 404, found ? {} : { message: `no connection ${connection} here` });
    }
    const [, fault] = /^\/_sandbox\/faults\/(.+)$/.exec(path) ?? [];
    if (fault !== undefined && request.method === 'DELETE') {
      const cleared = options.faults.clear(fault);
      return json(response, cleared > 0 ? 200 : 404, cleared > 0 ? { cleared } : { message: `no fault ${fault} here` });
    }
    if (!route) return json(response, 404, { message: `no ${request.method} ${path} here`, routes: Object.keys(routes) });
    await route(response, request, new URLSearchParams(queryOf(request)));
  };
};
