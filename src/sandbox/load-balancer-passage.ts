import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { endResponse } from './end-response.ts';
import { answerReader, type AnswerHead } from './load-balancer-answer-reader.ts';
import { giveBack, handOver, takeConnection, type ConnectionUser } from './load-balancer-connection.ts';
import { refuse, type Exchange } from './load-balancer-exchange.ts';
import { count, noteSeconds } from './load-balancer-figures.ts';
import { hasBody, headerRecord, responseHeaders } from './load-balancer-headers.ts';
import { release, type Pool } from './load-balancer-pool.ts';
import { sendBody } from './load-balancer-send-body.ts';
import { stickyCookies } from './load-balancer-stickiness.ts';
import { bridge } from './load-balancer-upgrade.ts';
import type { TargetGroupRecord, TargetRecord } from './services/elbv2/state.ts';

/** A request with the target that it goes to. */
export interface Passage {
  readonly exchange: Exchange;
  readonly action: Action;
  readonly group: TargetGroupRecord;
  readonly target: TargetRecord;
  readonly pool: Pool;
  /** Request line and headers as they go to the target. */
  readonly head: string;
}

/**
 * Sends the request to a local port and passes the answer back. The idle timeout passes in real time, whatever the speed of
 * the sandbox: what a task does for an answer takes real time too. `again` tries once more where the target cannot have had
 * the request. Written against bare sockets: the client of node:http alone takes half of the time that a request has.
 */
export function exchangeWith(passage: Passage, port: number, again: (() => void) | undefined): void {
  const { exchange, group, pool, head } = passage;
  const { world, loadBalancer, request, response } = exchange;
  const idleMilliseconds = Number(loadBalancer.attributes['idle_timeout.timeout_seconds']) * 1000;
  const connection = takeConnection(pool, port, group.protocol === 'HTTPS', idleMilliseconds);
  const { socket, isUsed } = connection;
  const withBody = hasBody(request);
  const startedAt = performance.now();
  let answer: AnswerHead | undefined;
  let isAnswered = false;
  let isSent = !withBody;
  let isOpen = true;

  const done = (): void => {
    isOpen = false;
    connection.user = undefined;
    // It may have been held up by a target that takes no more.
    if (!isSent) request.resume();
    release(pool);
  };
  const fail = (status: 502 | 504): void => {
    done();
    socket.destroy();
    if (!response.destroyed) refuse(exchange, status);
  };
  const reader = answerReader(request.method ?? 'GET', {
    head: found => {
      if (found.statusCode === 101 && !exchange.upgradeHead) throw new Error('Nobody has asked for another protocol');
      answer = found;
      noteSeconds(world, loadBalancer, group, (performance.now() - startedAt) / 1000);
      passHead(passage, found);
    },
    body: piece => {
      if (response.write(piece)) return;
      socket.pause();
      response.once('drain', () => socket.resume());
    },
    end: (piece, rawTrailers) => {
      isAnswered = true;
      if (answer?.statusCode === 101) return;
      if (rawTrailers.length > 0) response.addTrailers(pairs(rawTrailers));
      endResponse(response, piece);
    },
  });
  const finish = (): void => {
    done();
    if (answer?.statusCode === 101) bridge(exchange, pool, answer, handOver(pool, connection), reader.rest());
    else if (answer?.keepsAlive && isSent && reader.rest().length === 0) giveBack(pool, connection);
    else socket.destroy();
  };
  const user: ConnectionUser = {
    data: bytes => {
      try {
        reader.read(bytes);
      } catch {
        fail(502);
        return;
      }
      if (isAnswered) finish();
    },
    drain: () => void request.resume(),
    timeout: () => fail(504),
    close: (isEnd, error) => {
      if (isEnd) reader.close();
      if (isAnswered) {
        finish();
        return;
      }
      const isRefused = error?.code === 'ECONNREFUSED';
      if (isRefused) count(world, loadBalancer, 'TargetConnectionErrorCount', group);
      if (!again || answer || withBody || response.destroyed || !(isUsed || isRefused)) {
        fail(502);
        return;
      }
      done();
      again();
    },
  };
  pool.inFlight += 1;
  connection.user = user;
  response.on('close', () => {
    if (!isOpen) return;
    // AWS logs 460 where the client did not wait for the answer.
    if (!response.headersSent) count(world, loadBalancer, 'HTTPCode_ELB_4XX_Count');
    done();
    socket.destroy();
  });
  socket.write(head, 'latin1');
  if (withBody) sendBody(request, socket, () => (isSent = true));
}

function passHead({ exchange, action, group, target }: Passage, { statusCode, statusMessage, rawHeaders }: AnswerHead): void {
  const { world, loadBalancer, request, response, listener } = exchange;
  const hundreds = Math.floor(statusCode / 100);
  if (hundreds >= 2) count(world, loadBalancer, `HTTPCode_Target_${hundreds}XX_Count`, group);
  if (statusCode === 101) return;
  const headers = responseHeaders(listener, rawHeaders, stickyCookies(exchange, action, group, target, rawHeaders));
  if (request.httpVersionMajor === 2) response.writeHead(statusCode, headerRecord(headers));
  else response.writeHead(statusCode, statusMessage, headers);
}

const pairs = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));
