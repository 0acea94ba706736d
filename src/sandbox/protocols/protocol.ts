import type { Fault } from '../fault.ts';
import type { Operation, SandboxService } from '../operation.ts';
import { operationShape, type Timestamp, type TimestampFormat } from './schema.ts';

/** A request, whole, apart from any transport. Header names are lower-case. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** It never gets to the client: the connection is dropped, or nothing ever comes. */
  readonly lost?: 'dropped' | 'unanswered';
}

/** Input or output of an operation, by member. */
export type Values = Record<string, unknown>;

/** What a request asks for. `operation` is missing where the sandbox does not have it. */
export interface Asked {
  readonly name: string;
  readonly operation?: Operation | undefined;
  /** Parses the input; throws a `Fault` where the request does not fit the schema. */
  readonly input: () => Values;
}

/** One wire protocol: how a request is read, and how an answer or a refusal is written. */
export interface ProtocolCodec {
  readonly open: (service: SandboxService, request: HttpRequest) => Asked;
  readonly writeOutput: (service: SandboxService, operation: Operation, output: Values, requestId: string) => HttpResponse;
  readonly writeFault: (service: SandboxService, fault: Fault, requestId: string, request: HttpRequest) => HttpResponse;
}

/** Clients of services that spoke Query before ask for the error codes of that time. */
export const queryErrorHeaders = (fault: Fault, request: HttpRequest): Readonly<Record<string, string>> => {
  if (request.headers['x-amzn-query-mode'] !== 'true') return {};
  return { 'x-amzn-query-error': `${fault.wireCode};${fault.status < 500 ? 'Sender' : 'Receiver'}` };
};

const byName = new WeakMap<SandboxService, ReadonlyMap<string, Operation>>();

/** The operation of that name, if the service has it. */
export const operationNamed = (service: SandboxService, name: string): Operation | undefined => {
  const known = byName.get(service) ?? new Map(service.operations.map(operation => [operationShape(operation.schema).name, operation]));
  byName.set(service, known);
  return known.get(name);
};

/** A timestamp as text or number, in the format of its shape or else the protocol's own. */
export const writeTimestamp = (shape: Timestamp, value: unknown, protocolDefault: TimestampFormat): string | number => {
  const date = value instanceof Date ? value : new Date(String(value));
  const format = shape.format === 'default' ? protocolDefault : shape.format;
  if (format === 'epoch-seconds') return date.getTime() / 1000;
  if (format === 'http-date') return date.toUTCString();
  return date.toISOString().replace('.000Z', 'Z');
};

/** A timestamp from text or number; undefined if it is none. */
export const readTimestamp = (value: string | number): Date | undefined => {
  const text = String(value);
  const date = /^-?\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

/** Bytes of a blob member, which an operation may return as text too. */
export const bytesOf = (value: unknown): Buffer => {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return Buffer.from(String(value));
};

/** A structure's values: whatever an operation returns for a structure is a record. */
export const valuesOf = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {});
