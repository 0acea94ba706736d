import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnswerHead } from './load-balancer-answer-reader.ts';
import type { Exchange } from './load-balancer-exchange.ts';
import type { Pool } from './load-balancer-pool.ts';

/** An answer to a request for an upgrade, in case it is an ordinary one after all. Node leaves such a request with its bare socket. */
export function responseOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  // It is the socket of an HTTP server, of which Node's types say less.
  response.assignSocket(socket as never);
  response.on('finish', () => {
    response.detachSocket(socket as never);
    socket.end();
  });
  socket.on('error', () => socket.destroy());
  return response;
}

/**
 * Joins the client's connection with the target's after the target has switched protocols, until one of them ends, nothing
 * passes for the idle timeout, or the target has drained.
 */
export function bridge(exchange: Exchange, pool: Pool, answer: AnswerHead, target: Duplex, targetHead: Buffer): void {
  const { request, response, upgradeHead, loadBalancer } = exchange;
  const client = request.socket;
  response.detachSocket(client);
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  for (let index = 0; index < answer.rawHeaders.length; index += 2)
    lines.push(`${answer.rawHeaders[index]}: ${answer.rawHeaders[index + 1]}`);
  client.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), targetHead]));
  if (upgradeHead?.length) target.write(upgradeHead);
  const milliseconds = Number(loadBalancer.attributes['idle_timeout.timeout_seconds']) * 1000;
  const end = (): void => {
    client.destroy();
    target.destroy();
    pool.upgraded.delete(target);
  };
  client.setTimeout(milliseconds, end);
  target.on('error', end).on('close', end);
  client.on('error', end).on('close', end);
  pool.upgraded.add(target);
  client.pipe(target);
  target.pipe(client);
}
