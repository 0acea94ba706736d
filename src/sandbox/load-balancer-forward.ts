import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { randomBytes } from 'node:crypto';
import { request as send, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { answerError } from './load-balancer-answer.ts';
import { nextTurn, poolFor, release, type Pool } from './load-balancer-pool.ts';
import type { ListenerRecord, LoadBalancerRecord, TargetGroupRecord, TargetRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

/** One request on its way through a listener. */
export interface Exchange {
  readonly world: World;
  readonly listener: ListenerRecord;
  readonly loadBalancer: LoadBalancerRecord;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const ATTEMPTS = 3;

/** Passes a request on to a target of the action's target groups, by weight. */
export function forward(exchange: Exchange, action: Action): void {
  const group = exchange.world.state.elbv2.targetGroups[chooseTargetGroup(action) ?? ''];
  if (group) pass(exchange, group, ATTEMPTS);
  else answerError(exchange.response, 503);
}

function chooseTargetGroup(action: Action): string | undefined {
  const groups = action.ForwardConfig?.TargetGroups ?? [];
  if (groups.length === 1) return groups[0]?.Weight === 0 ? undefined : groups[0]?.TargetGroupArn;
  const total = groups.reduce((sum, group) => sum + (group.Weight ?? 1), 0);
  let left = Math.random() * total;
  return groups.find(group => (left -= group.Weight ?? 1) < 0)?.TargetGroupArn;
}

/** Round robin over the healthy targets; if there are none, over all that are registered: a load balancer fails open. */
function chooseTarget(world: World, group: TargetGroupRecord): TargetRecord | undefined {
  const healthy = group.targets.filter(target => target.health === 'healthy');
  const candidates =
    healthy.length > 0 ? healthy : group.targets.filter(target => target.health !== 'draining' && target.health !== 'unused');
  return candidates[candidates.length > 1 ? nextTurn(world, group.arn, candidates.length) : 0];
}

function pass(exchange: Exchange, group: TargetGroupRecord, attempts: number): void {
  const target = chooseTarget(exchange.world, group);
  if (!target) {
    answerError(exchange.response, 503);
    return;
  }
  const pool = poolFor(exchange.world, exchange.loadBalancer, target);
  if (pool.way === 'filtered') answerError(exchange.response, 504);
  else if (pool.way === 'refused') answerError(exchange.response, 502);
  else
    exchangeWith(exchange, pool, pool.way.localPort, () =>
      attempts > 1 ? pass(exchange, group, attempts - 1) : answerError(exchange.response, 502),
    );
}

function exchangeWith({ request, response, listener, loadBalancer }: Exchange, pool: Pool, port: number, again: () => void): void {
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  const upstream = send({
    host: '127.0.0.1',
    port,
    agent: pool.agent,
    method: request.method,
    path: request.url,
    headers: forwardedHeaders(request, listener),
    timeout: Number(loadBalancer.attributes['idle_timeout.timeout_seconds']) * 1000,
  });
  pool.inFlight += 1;
  let open = true;
  const done = (): void => {
    if (open) release(pool);
    open = false;
  };
  let timedOut = false;
  upstream.on('response', answer => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passedHeaders(answer.headers));
    answer.pipe(response);
    answer.on('close', () => {
      done();
      if (!answer.complete) response.destroy();
    });
  });
  upstream.on('timeout', () => {
    timedOut = true;
    upstream.destroy(new Error('idle timeout'));
  });
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    done();
    if (response.destroyed) return;
    if (timedOut) answerError(response, 504);
    else if (!hasBody && !response.headersSent && (upstream.reusedSocket || error.code === 'ECONNREFUSED')) again();
    else answerError(response, 502);
  });
  response.on('close', () => {
    if (!response.writableFinished) upstream.destroy();
    done();
  });
  if (hasBody) request.pipe(upstream);
  else upstream.end();
}

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'te', 'trailer', 'upgrade']);

function passedHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const passed: OutgoingHttpHeaders = {};
  for (const name in headers) if (!HOP_BY_HOP.has(name)) passed[name] = headers[name];
  return passed;
}

function forwardedHeaders(request: IncomingMessage, listener: ListenerRecord): OutgoingHttpHeaders {
  const headers = passedHeaders(request.headers);
  const client = request.socket.remoteAddress ?? '';
  headers['x-forwarded-for'] = [request.headers['x-forwarded-for'] ?? [], client].flat().join(', ');
  headers['x-forwarded-proto'] = 'http';
  headers['x-forwarded-port'] = String(listener.port);
  headers['x-amzn-trace-id'] ??= `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  return headers;
}
