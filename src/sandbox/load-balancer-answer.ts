import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostOf, pathOf, queryOf } from './request-parts.ts';

const TITLES = {
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
} as const;

/** The load balancer's own error page. */
export function answerError(response: ServerResponse, status: keyof typeof TITLES): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const title = TITLES[status];
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  response.writeHead(status, { server: 'awselb/2.0', 'content-type': 'text/html', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Answers for a fixed-response action. */
export function answerFixed(response: ServerResponse, config: Action['FixedResponseConfig']): void {
  const body = config?.MessageBody ?? '';
  response.writeHead(Number(config?.StatusCode), {
    server: 'awselb/2.0',
    'content-type': `${config?.ContentType ?? 'text/plain'}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Answers for a redirect action: what it does not say stays as in the request. */
export function answerRedirect(request: IncomingMessage, response: ServerResponse, config: Action['RedirectConfig'], port: number): void {
  const fill = (text: string): string =>
    text
      .replaceAll('#{protocol}', 'http')
      .replaceAll('#{host}', hostOf(request))
      .replaceAll('#{port}', String(port))
      .replaceAll('#{path}', pathOf(request).replace(/^\//, ''))
      .replaceAll('#{query}', queryOf(request));
  const protocol = fill(config?.Protocol ?? '#{protocol}').toLowerCase();
  const search = fill(config?.Query ?? '#{query}');
  const location = `${protocol}://${fill(config?.Host ?? '#{host}')}:${fill(config?.Port ?? '#{port}')}${fill(config?.Path ?? '/#{path}')}`;
  response.writeHead(config?.StatusCode === 'HTTP_301' ? 301 : 302, {
    server: 'awselb/2.0',
    location: search ? `${location}?${search}` : location,
    'content-length': 0,
  });
  response.end();
}
