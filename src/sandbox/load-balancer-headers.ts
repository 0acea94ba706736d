import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Exchange } from './load-balancer-exchange.ts';
import { rewritten } from './load-balancer-rewrite.ts';
import { fields } from './load-balancer-send-body.ts';
import { traceHeader } from './load-balancer-trace.ts';
import { headerAttribute, INSERTED_HEADERS } from './services/elbv2/attributes.ts';
import type { ListenerRecord } from './services/elbv2/state.ts';

/** Names and values in turn, as in `rawHeaders`: the spelling of names, their order and repeated ones stay as they came. */
export type RawHeaders = string[];

/** Headers of one connection, which end here. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'te', 'upgrade', 'http2-settings']);

/** Headers that the load balancer writes itself; it answers an Expect itself too. */
const OWN = new Set([
  ...HOP_BY_HOP,
  'expect',
  'host',
  'x-amzn-trace-id',
  'x-amzn-tls-version',
  'x-amzn-tls-cipher-suite',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

const VALID_NAME = /^[A-Za-z0-9-]+$/;

const isHttp2 = (request: IncomingMessage): boolean => request.httpVersionMajor === 2;

/** HTTP/2 splits cookies and has headers of its own. */
const rawHeadersOf = (request: IncomingMessage): RawHeaders =>
  isHttp2(request)
    ? Object.entries(request.headers).flatMap(([name, value]) =>
        name.startsWith(':') || value === undefined ? [] : [value].flat().flatMap(text => [name, text]),
      )
    : request.rawHeaders;

/** Whether the request has a body, if perhaps an empty one. */
export function hasBody(request: IncomingMessage): boolean {
  if (request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined) return true;
  return isHttp2(request) && !(request as unknown as { stream: { endAfterHeaders: boolean } }).stream.endAfterHeaders;
}

/** The request line and headers that a target is sent instead of the client's; undefined where the rule's transforms fail. */
export function requestHead(exchange: Exchange): string | undefined {
  const { request, rule } = exchange;
  const to = rewritten(request.url ?? '/', hostFor(exchange), rule);
  return to && `${request.method} ${to.url} HTTP/1.1\r\n${fields(requestHeaders(exchange, to.host))}\r\n`;
}

function requestHeaders(exchange: Exchange, host: string): RawHeaders {
  const { request, listener, loadBalancer, upgradeHead } = exchange;
  const { attributes } = loadBalancer;
  const dropsInvalid = attributes['routing.http.drop_invalid_header_fields.enabled'] === 'true';
  const headers: RawHeaders = ['Host', host];
  const raw = rawHeadersOf(request);
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? '';
    if (OWN.has(name.toLowerCase()) || (dropsInvalid && !VALID_NAME.test(name))) continue;
    headers.push(name, raw[index + 1] ?? '');
  }
  addForwarded(headers, exchange);
  headers.push('X-Forwarded-Proto', listener.protocol.toLowerCase(), 'X-Forwarded-Port', String(listener.port));
  headers.push('X-Amzn-Trace-Id', traceHeader(request.headers['x-amzn-trace-id']));
  if (attributes['routing.http.x_amzn_tls_version_and_cipher_suite.enabled'] === 'true') addTls(headers, request);
  if (upgradeHead) headers.push('Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? '');
  addFraming(headers, request);
  return headers;
}

function addForwarded(headers: RawHeaders, { request, loadBalancer: { attributes } }: Exchange): void {
  const given = request.headers['x-forwarded-for'];
  const mode = attributes['routing.http.xff_header_processing.mode'];
  if (mode === 'remove') return;
  const { remoteAddress = '', remotePort } = request.socket;
  const client = attributes['routing.http.xff_client_port.enabled'] === 'true' ? `${remoteAddress}:${remotePort}` : remoteAddress;
  const value = mode === 'preserve' ? given : given === undefined ? client : `${[given].flat().join(', ')}, ${client}`;
  if (value !== undefined) headers.push('X-Forwarded-For', String(value));
}

/** In the spelling of OpenSSL. */
function addTls(headers: RawHeaders, request: IncomingMessage): void {
  const socket = request.socket as Partial<TLSSocket>;
  const version = socket.getProtocol?.();
  if (version) headers.push('X-Amzn-Tls-Version', version, 'X-Amzn-Tls-Cipher-Suite', socket.getCipher?.().name ?? '');
}

/** A body without a length goes out in chunks, and a method that usually has one says so where it has none. */
function addFraming(headers: RawHeaders, request: IncomingMessage): void {
  if (request.headers['content-length'] !== undefined) return;
  if (hasBody(request)) headers.push('Transfer-Encoding', 'chunked');
  else if (!BODILESS.has(request.method ?? '')) headers.push('Content-Length', '0');
}

const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

/**
 * The Host that a target sees. Unless it is to be preserved, it has the port of the listener where that is not a default
 * one, and no port where it is.
 */
function hostFor({ request, listener, loadBalancer }: Exchange): string {
  const host = request.headers.host ?? '';
  if (loadBalancer.attributes['routing.http.preserve_host_header.enabled'] === 'true') return host;
  if (listener.port === 80 || listener.port === 443) return host.replace(/:\d*$/, '');
  return /:\d+$/.test(host) || host === '' ? host : `${host}:${listener.port}`;
}

/** Attributes of a listener that put a header into every answer, and that header. */
const INSERTED = INSERTED_HEADERS.map(name => [headerAttribute(name), name] as const);

/** What a client is sent instead of the target's headers. */
export function responseHeaders(listener: ListenerRecord, raw: readonly string[], cookies: readonly string[]): RawHeaders {
  const { attributes } = listener;
  const hidesServer = attributes['routing.http.response.server.enabled'] === 'false';
  const inserted = INSERTED.filter(([attribute]) => attributes[attribute]);
  const headers: RawHeaders = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? '';
    const lower = name.toLowerCase();
    if (HOP_BY_HOP.has(lower) || (hidesServer && lower === 'server') || inserted.some(([, other]) => other === lower)) continue;
    headers.push(name, raw[index + 1] ?? '');
  }
  for (const [attribute, name] of inserted) headers.push(name, attributes[attribute] ?? '');
  for (const cookie of cookies) headers.push('Set-Cookie', cookie);
  return headers;
}

/** The headers in the form that the compatible response of node:http2 takes without losing repeated ones. */
export function headerRecord(headers: RawHeaders): Record<string, string[]> {
  const record: Record<string, string[]> = {};
  for (let index = 0; index < headers.length; index += 2)
    (record[headers[index]?.toLowerCase() ?? ''] ??= []).push(headers[index + 1] ?? '');
  return record;
}
