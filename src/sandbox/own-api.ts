import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallLog } from './calls.ts';
import type { Health } from './health.ts';
import { inventory } from './inventory.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

/** Where a listener of a load balancer answers on this machine. */
export interface ListenerAddress {
  readonly listenerArn: string;
  readonly loadBalancerName: string;
  /** Port on 127.0.0.1. */
  readonly port: number;
  readonly url: string;
}

export interface OwnApiOptions {
  readonly health: () => Health;
  readonly worlds: Worlds;
  readonly calls: CallLog;
  readonly reset: () => Promise<void>;
  /** Ends the process; called after the answer is out. */
  readonly stop: () => void;
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
};

const listenersOf = (world: World): readonly ListenerAddress[] =>
  [...world.runtime.listeners].map(([listenerArn, { port }]) => ({
    listenerArn,
    loadBalancerName: listenerArn.split('/')[2] ?? '',
    port,
    url: `http://127.0.0.1:${port}`,
  }));

type Route = (response: ServerResponse) => void | Promise<void>;

const routesOf = ({ health, worlds, calls, reset, stop }: OwnApiOptions): Readonly<Record<string, Route>> => ({
  'GET /_sandbox/health': response => json(response, 200, health()),
  'GET /_sandbox/status': response =>
    json(response, 200, { ...health(), regions: Object.fromEntries(worlds.all().map(world => [world.region, inventory(world)])) }),
  'GET /_sandbox/listeners': response => json(response, 200, worlds.all().flatMap(listenersOf)),
  'GET /_sandbox/calls': response => json(response, 200, calls.list()),
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
    const path = request.url?.split('?')[0] ?? '';
    request.resume();
    const route = routes[`${request.method} ${path}`];
    if (!route) return json(response, 404, { message: `no ${request.method} ${path} here`, routes: Object.keys(routes) });
    await route(response);
  };
};
