import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname } from 'node:path/posix';
import { endResponse } from './end-response.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'text/xml',
};

/** Answers a request from the files of an image's web root, as a plain web server does. */
export function serveFile(
  files: ReadonlyMap<string, Uint8Array>,
  headers: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = requestedPath(request.url ?? '/');
  const name = path && [path, `${path.replace(/\/$/, '')}/index.html`].find(candidate => files.has(candidate));
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const file = name === undefined ? undefined : files.get(name);
  const status = file === undefined ? 404 : isRead ? 200 : 405;
  const body = status === 200 && file ? bufferOf(file) : Buffer.from(status === 404 ? '404 Not Found\n' : '405 Not Allowed\n');
  response.writeHead(status, {
    ...headers,
    'content-type': status === 200 ? (TYPES[extname(name ?? '').toLowerCase()] ?? 'application/octet-stream') : 'text/plain',
    'content-length': body.byteLength,
  });
  endResponse(response, request.method === 'HEAD' ? undefined : body);
}

/** Answers a request with a status and nothing but its name, as a program in trouble does. */
export function answerStatus(
  status: number,
  headers: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const body = Buffer.from(`${status} ${STATUS_CODES[status] ?? ''}`.trimEnd() + '\n');
  response.writeHead(status, { ...headers, 'content-type': 'text/plain', 'content-length': body.byteLength });
  endResponse(response, request.method === 'HEAD' ? undefined : body);
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The path in a request line, decoded and without `..`; undefined where it is broken. */
function requestedPath(url: string): string | undefined {
  // Most need none of what URL does.
  if (/^\/[\w/-]*(?:\.\w+)?$/.test(url)) return url;
  try {
    return decodeURIComponent(new URL(url, 'http://task').pathname);
  } catch {
    return undefined;
  }
}
