import type { IncomingMessage } from 'node:http';

/** The host that a request names, without the port. */
export const hostOf = (request: IncomingMessage): string => (request.headers.host ?? '').replace(/:\d+$/, '');

/** The path of a request, without its query. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

/** The query of a request, without the question mark. */
export const queryOf = ({ url = '/' }: IncomingMessage): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
