import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerError, answerFixed, answerRedirect } from './load-balancer-answer.ts';
import { forward } from './load-balancer-forward.ts';
import { closePools } from './load-balancer-pool.ts';
import { actionFor } from './load-balancer-route.ts';
import { listenOn } from './listen-on.ts';
import type { ListenerRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

/** Opens the local port of a listener, the one it had before if it is still free. */
export async function openListener(world: World, listener: ListenerRecord): Promise<void> {
  if (world.runtime.listeners.has(listener.arn)) return;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => answer(world, listener.arn, request, response));
  const port = await listenOn(server, listener.localPort);
  listener.localPort = port;
  world.runtime.listeners.set(listener.arn, { port, close: () => closeServer(server) });
}

/** Closes the local port of a listener. */
export async function closeListener(world: World, listenerArn: string): Promise<void> {
  const running = world.runtime.listeners.get(listenerArn);
  world.runtime.listeners.delete(listenerArn);
  await running?.close();
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

/** `http://127.0.0.1:PORT` where a listener answers now. */
export function listenerAddress(world: World, listenerArn: string): string | undefined {
  const running = world.runtime.listeners.get(listenerArn);
  return running && `http://127.0.0.1:${running.port}`;
}

function answer(world: World, listenerArn: string, request: IncomingMessage, response: ServerResponse): void {
  const listener = world.state.elbv2.listeners[listenerArn];
  const loadBalancer = world.state.elbv2.loadBalancers[listener?.loadBalancerArn ?? ''];
  const action = listener && actionFor(world, listener, request);
  if (!listener || !loadBalancer || !action) answerError(response, 503);
  else if (action.Type === 'fixed-response') answerFixed(response, action.FixedResponseConfig);
  else if (action.Type === 'redirect') answerRedirect(request, response, action.RedirectConfig, listener.port);
  else forward({ world, listener, loadBalancer, request, response }, action);
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
