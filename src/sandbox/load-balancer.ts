import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { listenOn } from './listen-on.ts';
import { rawError, type ErrorStatus } from './load-balancer-answer.ts';
import { redirect, refuse, respond, type Exchange } from './load-balancer-exchange.ts';
import { count, noteConnection } from './load-balancer-figures.ts';
import { forward } from './load-balancer-forward.ts';
import { closePools } from './load-balancer-pool.ts';
import { refusalOf } from './load-balancer-refusal.ts';
import { ruleFor } from './load-balancer-route.ts';
import { caPathOf, createSecureServer } from './load-balancer-tls.ts';
import { responseOn } from './load-balancer-upgrade.ts';
import type { ListenerRecord, LoadBalancerRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

/** A request line with its headers may be this long, as on AWS; and a body may take its time. */
const LIMITS = { maxHeaderSize: 65_536, requestTimeout: 0 } as const;

/** Opens the local port of a listener, the one it had before if it is still free. */
export async function openListener(world: World, listener: ListenerRecord): Promise<void> {
  if (world.runtime.listeners.has(listener.arn)) return;
  const isSecure = listener.protocol === 'HTTPS';
  const server = isSecure ? await createSecureServer(world, listener, LIMITS) : createServer(LIMITS);
  const sockets = serve(world, listener.arn, server);
  const port = await listenOn(server, listener.localPort);
  listener.localPort = port;
  world.runtime.listeners.set(listener.arn, {
    port,
    url: `${isSecure ? 'https' : 'http'}://127.0.0.1:${port}`,
    ...(isSecure && { ca: caPathOf(world) }),
    close: () => closeServer(server, sockets),
  });
}

/** Closes the local port of a listener. */
export async function closeListener(world: World, listenerArn: string): Promise<void> {
  const running = world.runtime.listeners.get(listenerArn);
  world.runtime.listeners.delete(listenerArn);
  await running?.close();
}

/** Closes a listener that is open and opens it with its present protocol, certificates and attributes. */
export async function reopenListener(world: World, listener: ListenerRecord): Promise<void> {
  if (!world.runtime.listeners.has(listener.arn)) return;
  await closeListener(world, listener.arn);
  await openListener(world, listener);
}

/** Opens all listeners of active load balancers: after a restart, or when a load balancer becomes active. */
export async function openListeners(world: World): Promise<void> {
  const { listeners, loadBalancers } = world.state.elbv2;
  const due = Object.values(listeners).filter(listener => loadBalancers[listener.loadBalancerArn]?.state === 'active');
  await Promise.all(due.map(listener => openListener(world, listener)));
}

/** Closes all listeners and connections, but forgets nothing. */
export async function closeListeners(world: World): Promise<void> {
  await Promise.all([...world.runtime.listeners.keys()].map(arn => closeListener(world, arn)));
  closePools(world);
}

/** `http://127.0.0.1:PORT` or `https://127.0.0.1:PORT` where a listener answers now. */
export const listenerAddress = (world: World, listenerArn: string): string | undefined => world.runtime.listeners.get(listenerArn)?.url;

const loadBalancerOf = (world: World, listener: ListenerRecord | undefined): LoadBalancerRecord | undefined =>
  world.state.elbv2.loadBalancers[listener?.loadBalancerArn ?? ''];

/** Lets the server answer for the listener; returns the set of its open connections. */
function serve(world: World, listenerArn: string, server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  const present = () => world.state.elbv2.listeners[listenerArn];
  const answerFor = (request: IncomingMessage, response: ServerResponse, upgradeHead?: Buffer): void => {
    const listener = present();
    const loadBalancer = loadBalancerOf(world, listener);
    if (!listener || !loadBalancer) {
      response.destroy();
      return;
    }
    server.keepAliveTimeout = Number(loadBalancer.attributes['idle_timeout.timeout_seconds']) * 1000;
    request.headers.host ??= request.headers[':authority'] as string | undefined;
    answer({ world, listener, loadBalancer, request, response, rule: ruleFor(world, listener, request), upgradeHead });
  };
  server.on('request', (request, response) => answerFor(request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => answerFor(request, responseOn(request, socket), head));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const loadBalancer = loadBalancerOf(world, present());
    if (loadBalancer) noteConnection(world, loadBalancer, socket);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const loadBalancer = loadBalancerOf(world, present());
    if (loadBalancer) count(world, loadBalancer, 'HTTPCode_ELB_4XX_Count');
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else socket.end(rawError(CLIENT_ERRORS[error.code ?? ''] ?? 400, new Date()));
  });
  return sockets;
}

const CLIENT_ERRORS: Readonly<Record<string, ErrorStatus>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_INVALID_TRANSFER_ENCODING: 501,
  HPE_INVALID_VERSION: 505,
};

function answer(exchange: Exchange): void {
  const { listener, rule, request } = exchange;
  const refusal = refusalOf(request);
  const action = (rule?.actions ?? listener.defaultActions).at(-1);
  if (refusal) refuse(exchange, refusal);
  else if (!action) refuse(exchange, 503);
  else if (action.Type === 'fixed-response') respond(exchange, action.FixedResponseConfig);
  else if (action.Type === 'redirect') redirect(exchange, action.RedirectConfig);
  else forward(exchange, action);
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
