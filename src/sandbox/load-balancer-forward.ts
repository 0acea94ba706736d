import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { request as send, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as sendSecurely } from 'node:https';
import { chooseTarget, chooseTargetGroup } from './load-balancer-choose.ts';
import { refuse, type Exchange } from './load-balancer-exchange.ts';
import { count, noteSeconds } from './load-balancer-figures.ts';
import { hasBody, headerRecord, hostFor, requestHeaders, responseHeaders } from './load-balancer-headers.ts';
import { poolFor, release, type Pool } from './load-balancer-pool.ts';
import { rewritten } from './load-balancer-rewrite.ts';
import { stickyCookies, stuckGroup, stuckTarget } from './load-balancer-stickiness.ts';
import { bridge } from './load-balancer-upgrade.ts';
import type { TargetGroupRecord, TargetRecord } from './services/elbv2/state.ts';

const ATTEMPTS = 3;

/** A request with the target that it goes to. */
interface Passage {
  readonly exchange: Exchange;
  readonly action: Action;
  readonly group: TargetGroupRecord;
  readonly target: TargetRecord;
  readonly pool: Pool;
}

/** Passes a request on to a target of the action's target groups: the one that the client is bound to, or one by weight. */
export function forward(exchange: Exchange, action: Action): void {
  const group = exchange.world.state.elbv2.targetGroups[stuckGroup(exchange, action) ?? chooseTargetGroup(action) ?? ''];
  if (group) pass(exchange, action, group, ATTEMPTS);
  else refuse(exchange, 503);
}

/** A connection that the security groups swallow ends in 504 at once: nobody learns anything from AWS's ten seconds of waiting. */
function pass(exchange: Exchange, action: Action, group: TargetGroupRecord, attempts: number): void {
  const { world, loadBalancer } = exchange;
  const target = chooseTarget(world, group, stuckTarget(exchange, group));
  if (!target) {
    refuse(exchange, 503);
    return;
  }
  if (attempts === ATTEMPTS) count(world, loadBalancer, 'RequestCount', group);
  const pool = poolFor(world, loadBalancer, group, target);
  if (typeof pool.way !== 'string') {
    const again = attempts > 1 ? () => pass(exchange, action, group, attempts - 1) : undefined;
    exchangeWith({ exchange, action, group, target, pool }, pool.way.localPort, again);
    return;
  }
  count(world, loadBalancer, 'TargetConnectionErrorCount', group);
  refuse(exchange, pool.way === 'filtered' ? 504 : 502);
}

/**
 * Sends the request and passes the answer back. The idle timeout passes in real time, whatever the speed of the sandbox:
 * what a task does for an answer takes real time too.
 */
function exchangeWith(passage: Passage, port: number, again: (() => void) | undefined): void {
  const { exchange, group, pool } = passage;
  const { world, loadBalancer, request, response, upgradeHead } = exchange;
  const upstream = (group.protocol === 'HTTPS' ? sendSecurely : send)(optionsFor(passage, port));
  const startedAt = performance.now();
  pool.inFlight += 1;
  let open = true;
  const done = (): void => {
    if (open) release(pool);
    open = false;
  };
  let timedOut = false;
  upstream.on('response', answer => {
    noteSeconds(world, loadBalancer, group, (performance.now() - startedAt) / 1000);
    passAnswer(passage, answer);
    answer.on('close', () => {
      done();
      if (!answer.complete) response.destroy();
    });
  });
  if (upgradeHead) {
    upstream.on('upgrade', (answer, socket, head) => {
      noteSeconds(world, loadBalancer, group, (performance.now() - startedAt) / 1000);
      countAnswer(passage, answer);
      done();
      bridge(exchange, pool, answer, socket, head);
    });
  }
  upstream.on('timeout', () => {
    timedOut = true;
    upstream.destroy(new Error('idle timeout'));
  });
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    done();
    if (response.destroyed) return;
    if (error.code === 'ECONNREFUSED') count(world, loadBalancer, 'TargetConnectionErrorCount', group);
    const mayRepeat = again && !timedOut && !response.headersSent && !hasBody(request);
    if (mayRepeat && (upstream.reusedSocket || error.code === 'ECONNREFUSED')) again();
    else refuse(exchange, timedOut ? 504 : 502);
  });
  response.on('close', () => {
    // AWS logs 460 where the client did not wait for the answer.
    if (open && !response.headersSent) count(world, loadBalancer, 'HTTPCode_ELB_4XX_Count');
    if (!response.writableEnded) upstream.destroy();
    done();
  });
  sendBody(request, upstream);
}

function optionsFor({ exchange, group, pool }: Passage, port: number): RequestOptions {
  const { request, rule, loadBalancer, upgradeHead } = exchange;
  const { url, host } = rewritten(request.url ?? '/', hostFor(exchange), rule);
  return {
    host: '127.0.0.1',
    port,
    // An upgraded connection is not given back.
    agent: upgradeHead ? false : pool.agent,
    method: request.method,
    path: url,
    headers: requestHeaders(exchange, host),
    timeout: Number(loadBalancer.attributes['idle_timeout.timeout_seconds']) * 1000,
    ...(upgradeHead && group.protocol === 'HTTPS' && { rejectUnauthorized: false }),
  };
}

function countAnswer({ exchange: { world, loadBalancer }, group }: Passage, answer: IncomingMessage): void {
  const hundreds = Math.floor((answer.statusCode ?? 0) / 100);
  if (hundreds >= 2 && hundreds <= 5) count(world, loadBalancer, `HTTPCode_Target_${hundreds}XX_Count`, group);
}

function passAnswer(passage: Passage, answer: IncomingMessage): void {
  const { exchange, action, group, target } = passage;
  const { request, response, listener } = exchange;
  countAnswer(passage, answer);
  const cookies = stickyCookies(exchange, action, group, target, answer.headers['set-cookie']);
  const headers = responseHeaders(listener, answer.rawHeaders, cookies);
  const status = answer.statusCode ?? 502;
  if (request.httpVersionMajor === 2) response.writeHead(status, headerRecord(headers));
  else response.writeHead(status, answer.statusMessage, headers);
  if (answer.headers.trailer !== undefined) answer.on('end', () => response.addTrailers(pairs(answer.rawTrailers)));
  answer.pipe(response);
}

function sendBody(request: IncomingMessage, upstream: ClientRequest): void {
  if (!hasBody(request)) {
    upstream.end();
    return;
  }
  if (request.headers.trailer !== undefined) request.on('end', () => upstream.addTrailers(pairs(request.rawTrailers)));
  request.pipe(upstream);
}

const pairs = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));
