import type { FixedResponseActionConfig, RedirectActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostOf, pathOf, queryOf } from './request-parts.ts';
import type { ListenerRecord } from './services/elbv2/state.ts';

const TITLES = {
  301: '301 Moved Permanently',
  302: '302 Found',
  400: '400 Bad Request',
  405: '405 Not Allowed',
  408: '408 Request Time-out',
  414: '414 Request-URI Too Large',
  463: '463',
  500: '500 Internal Server Error',
  501: '501 Not Implemented',
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
  505: '505 HTTP Version Not Supported',
  507: '507 Insufficient Storage',
} as const;

/** Statuses of the load balancer's own. */
export type ErrorStatus = Exclude<keyof typeof TITLES, 301 | 302>;

const SERVER = 'awselb/2.0';

const pageOf = (status: keyof typeof TITLES): string => {
  const title = TITLES[status];
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
};

function send(request: IncomingMessage, response: ServerResponse, status: number, type: string, body: string, location?: string): void {
  // What is left of a body that nobody reads must not hold up the connection.
  request.resume();
  response.writeHead(status, {
    server: SERVER,
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    ...(location !== undefined && { location }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The load balancer's own error page. */
export function answerError(request: IncomingMessage, response: ServerResponse, status: ErrorStatus): void {
  if (response.headersSent) response.destroy();
  else send(request, response, status, 'text/html', pageOf(status));
}

/** The error page as it goes over a socket on which no request could be read. */
export function rawError(status: ErrorStatus, now: Date): string {
  const body = pageOf(status);
  const head = [`Server: ${SERVER}`, `Date: ${now.toUTCString()}`, 'Content-Type: text/html', `Content-Length: ${Buffer.byteLength(body)}`];
  return [`HTTP/1.1 ${TITLES[status]}`, ...head, 'Connection: close', '', body].join('\r\n');
}

/** Answers for a fixed-response action. */
export function answerFixed(request: IncomingMessage, response: ServerResponse, config: FixedResponseActionConfig | undefined): void {
  const type = `${config?.ContentType ?? 'text/plain'}; charset=utf-8`;
  send(request, response, Number(config?.StatusCode), type, config?.MessageBody ?? '');
}

/** Answers for a redirect action. */
export const answerRedirect = (request: IncomingMessage, response: ServerResponse, status: 301 | 302, location: string): void =>
  send(request, response, status, 'text/html', pageOf(status), location);

/** Where a redirect action leads: what it does not say stays as in the request. */
export function locationOf(request: IncomingMessage, config: RedirectActionConfig | undefined, listener: ListenerRecord): string {
  const fill = (text: string): string =>
    text
      .replaceAll('#{protocol}', listener.protocol.toLowerCase())
      .replaceAll('#{host}', hostOf(request))
      .replaceAll('#{port}', String(listener.port))
      .replaceAll('#{path}', pathOf(request).replace(/^\//, ''))
      .replaceAll('#{query}', queryOf(request));
  const protocol = fill(config?.Protocol ?? '#{protocol}').toLowerCase();
  const search = fill(config?.Query ?? '#{query}');
  const location = `${protocol}://${fill(config?.Host ?? '#{host}')}:${fill(config?.Port ?? '#{port}')}${fill(config?.Path ?? '/#{path}')}`;
  return search ? `${location}?${search}` : location;
}
