import { Fault } from '../fault.ts';
import type { Operation, SandboxService } from '../operation.ts';
import type { HttpRequest } from './protocol.ts';
import { operationShape } from './schema.ts';

/** What the address of an S3 request names. */
export interface S3Target {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly query: URLSearchParams;
}

interface Route {
  readonly operation: Operation;
  readonly method: string;
  readonly needsBucket: boolean;
  readonly needsKey: boolean;
  /** Query keys that are part of the address: `?tagging`. */
  readonly fixed: readonly (readonly [key: string, value: string])[];
  readonly neededQuery: readonly string[];
  readonly neededHeaders: readonly string[];
  readonly knownQuery: ReadonlySet<string>;
}

// `x-id` names the operation for logs; the AWS CLI does not send it. The others belong to presigned addresses.
const IGNORED_QUERY = /^(?:x-id|x-amz-.*)$/i;

const routeOf = (operation: Operation): Route => {
  const shape = operationShape(operation.schema);
  const [method, uri] = shape.traits.http ?? ['', ''];
  const [path = '', search = ''] = uri.split('?');
  const fixed = [...new URLSearchParams(search)].filter(([key]) => !IGNORED_QUERY.test(key));
  const members = [...shape.input.members];
  const needed = members.filter(([name]) => shape.input.required.has(name)).map(([, member]) => member.traits);
  const queryMembers = members.flatMap(([, member]) => (member.traits.httpQuery === undefined ? [] : [member.traits.httpQuery]));
  return {
    operation,
    method,
    needsBucket: shape.input.members.get('Bucket')?.traits.httpLabel !== undefined,
    needsKey: path.includes('{Key+}'),
    fixed,
    neededQuery: needed.flatMap(traits => (traits.httpQuery === undefined ? [] : [traits.httpQuery])),
    neededHeaders: needed.flatMap(traits => (traits.httpHeader === undefined ? [] : [traits.httpHeader.toLowerCase()])),
    knownQuery: new Set([...fixed.map(([key]) => key), ...queryMembers]),
  };
};

const specificity = (route: Route): number => route.fixed.length * 2 + route.neededQuery.length + route.neededHeaders.length;

const routes = new WeakMap<SandboxService, readonly Route[]>();

const routesOf = (service: SandboxService): readonly Route[] => {
  const known = routes.get(service) ?? service.operations.map(routeOf).sort((a, b) => specificity(b) - specificity(a));
  routes.set(service, known);
  return known;
};

const VIRTUAL_HOST = /^([a-z0-9][a-z0-9.-]+)\.(?:s3[.-]|localhost(?::|$))/;

/** Path and query; a proxy's client puts scheme and host before them. */
const ADDRESS = /^(?:https?:\/\/[^/?]*)?\/?([^?]*)(?:\?(.*))?$/s;

/**
 * A key may hold `..`, which S3 takes as it is, but not more of them than other elements before.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
function leavesBucket(parts: readonly string[]): boolean {
  let depth = 0;
  return parts.some(part => (depth += part === '..' ? -1 : part === '' || part === '.' ? 0 : 1) < 0);
}

/** Bucket and key of a request, in path style or with the bucket in the host name. */
export const s3Target = (request: HttpRequest): S3Target => {
  const [, path = '', search = ''] = ADDRESS.exec(request.url) ?? [];
  const parts = path.split('/').map(decodeURIComponent);
  const hosted = VIRTUAL_HOST.exec(request.headers['host'] ?? '')?.[1];
  const bucket = hosted ?? parts.shift();
  if (leavesBucket(parts)) throw new Fault('InvalidURI', "Couldn't parse the specified URI.");
  const key = parts.join('/');
  return { bucket: bucket || undefined, key: key || undefined, query: new URLSearchParams(search) };
};

/** The operation that a request addresses; the most specific address wins. What no address knows is not emulated. */
export const s3Operation = (service: SandboxService, request: HttpRequest, target: S3Target): Operation | undefined =>
  routesOf(service).find(
    route =>
      route.method === request.method &&
      route.needsBucket === (target.bucket !== undefined) &&
      route.needsKey === (target.key !== undefined) &&
      route.fixed.every(([key, value]) => target.query.has(key) && (value === '' || target.query.get(key) === value)) &&
      route.neededQuery.every(key => target.query.has(key)) &&
      route.neededHeaders.every(header => request.headers[header] !== undefined) &&
      [...target.query.keys()].every(key => route.knownQuery.has(key) || IGNORED_QUERY.test(key)),
  )?.operation;
