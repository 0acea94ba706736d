import type { IncomingMessage } from 'node:http';

/** The host that a request names, without the port. */
export const hostOf = (request: IncomingMessage): string => (request.headers.host ?? '').replace(/:\d+$/, '');

/** The path of a request, without its query. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

/** The query of a request, without the question mark. */
export const queryOf = ({ url = '/' }: IncomingMessage): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');

/** All values of a header, by its name in small letters, each as it was sent: one that comes twice is there twice. */
export const headerValues = (rawHeaders: readonly string[], name: string): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
