import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { decodeAwsChunked, isAwsChunked, readBody } from './body.ts';
import type { Dispatch } from './dispatch.ts';
import { isTooLargeForS3 } from './largest-upload.ts';
import type { HttpRequest, HttpResponse } from './protocols/protocol.ts';

/** A part of the server with its own protocol, chosen by the start of the path. */
export interface Mount {
  readonly prefix: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|\[::1\]|localhost|[a-z0-9.-]+\.localhost)(?::\d+)?$/i;

/** Why a browser's request must not be served: any web page can send requests to 127.0.0.1, or rebind a name to it. */
const crossSite = (request: IncomingMessage): string | undefined => {
  const { host = '', origin } = request.headers;
  if (!LOOPBACK_HOST.test(host)) return `the host ${host || '(none)'} is not this machine's loopback`;
  if (origin !== undefined && origin !== `http://${host}`) return `requests from ${origin} are refused`;
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate') return 'requests from other sites are refused';
  return undefined;
};

const flatHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

const plainText = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
};

/** Whether the percent escapes of a path stand for text. */
const isDecodable = (url: string): boolean => {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
};

/** A request as it is before its body is read. */
const headOf = (request: IncomingMessage): HttpRequest => ({
  method: request.method ?? 'GET',
  url: request.url ?? '/',
  headers: flatHeaders(request),
  body: Buffer.alloc(0),
});

const readRequest = async (request: IncomingMessage): Promise<HttpRequest | undefined> => {
  const head = headOf(request);
  if (isTooLargeForS3(head)) return head;
  const raw = await readBody(request);
  const body = raw !== undefined && isAwsChunked(head.headers) ? decodeAwsChunked(raw) : raw;
  return body && { ...head, body };
};

const send = (response: ServerResponse, answer: HttpResponse, method: string): void => {
  if (answer.lost === 'dropped') response.destroy();
  if (answer.lost !== undefined) return;
  const length = method === 'HEAD' ? answer.headers['content-length'] : String(Buffer.byteLength(answer.body));
  response.writeHead(answer.status, { ...answer.headers, ...(length !== undefined && { 'content-length': length }) });
  response.end(method === 'HEAD' ? undefined : answer.body);
};

const serve = async (dispatch: Dispatch, mounts: readonly Mount[], request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const refusal = crossSite(request);
  if (refusal !== undefined) return plainText(response, 403, `The sandbox answers local programs only: ${refusal}.`);
  if (!isDecodable(request.url ?? '')) return plainText(response, 400, 'The percent escapes of the path are broken.');
  const mount = mounts.find(({ prefix }) => request.url?.startsWith(prefix));
  if (mount) return mount.handle(request, response);
  const whole = await readRequest(request);
  if (!whole) return plainText(response, 400, 'The request body is too large or broken.');
  send(response, await dispatch(whole), whole.method);
};

/** The HTTP server of the sandbox. It is not listening yet. */
export const createHttpServer = (dispatch: Dispatch, mounts: readonly Mount[], log: (error: unknown) => void): Server => {
  const server = createServer();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    // What the client goes on sending is read and forgotten: it is to read its answer, and to ask again on the same connection.
    response.once('finish', () => request.resume());
    serve(dispatch, mounts, request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return;
      log(error);
      if (!response.headersSent) plainText(response, 500, error instanceof Error ? error.message : String(error));
      else response.destroy();
    });
  };
  server.on('request', answer);
  // Who asks first whether to send a body is told before it is sent. None comes after a refusal, so the connection can carry no other request.
  server.on('checkContinue', (request, response) => {
    if (isTooLargeForS3(headOf(request))) response.shouldKeepAlive = false;
    else response.writeContinue();
    answer(request, response);
  });
  server.keepAliveTimeout = 60_000;
  // Image layers may take long on a slow disk.
  server.requestTimeout = 0;
  return server;
};
