import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterRun } from '../../helpers/after-run.ts';
import type { Peer } from './server.ts';

/** Dates that moto sends as texts; AWS sends seconds, and the SDK reads nothing else. */
const DATES = /("(?:createTime|created|creationDate|lastModifiedDate|updated)": *)"(\d{4}-\d\d-\d\dT[^"]+)"/g;

const mended = (text: string): string => text.replace(DATES, (_, member: string, date: string) => `${member}${Date.parse(date) / 1000}`);

/** Stands in front of moto, and changes nothing of what it says but the form of these dates. */
export async function withNumericDates(moto: Peer): Promise<Peer> {
  const { hostname, port } = new URL(moto.endpoint);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url, headers } = request;
    const onwards = send({ hostname, port, method, path: url, headers });
    request.pipe(onwards);
    const [reply] = (await once(onwards, 'response')) as [IncomingMessage];
    const { 'content-length': _, 'transfer-encoding': __, ...others } = reply.headers;
    const body = await buffer(reply);
    // Set on requests of the JSON protocols only.
    const isJson = headers['x-amz-target'] !== undefined;
    response.writeHead(reply.statusCode ?? 502, isJson ? others : reply.headers).end(isJson ? mended(body.toString()) : body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterRun(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
