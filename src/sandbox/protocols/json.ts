import { Fault } from '../fault.ts';
import type { SandboxService } from '../operation.ts';
import {
  bytesOf,
  operationNamed,
  queryErrorHeaders,
  readTimestamp,
  valuesOf,
  writeTimestamp,
  type HttpResponse,
  type ProtocolCodec,
  type Values,
} from './protocol.ts';
import { operationShape, type Shape, type Structure } from './schema.ts';

const contentType = ({ jsonVersion = '1.1' }: { readonly jsonVersion?: string }): string => `application/x-amz-json-${jsonVersion}`;

const WANTED = { string: 'String', number: 'Number', boolean: 'Boolean', bigint: 'Number', blob: 'Blob', timestamp: 'Timestamp' } as const;

const typeName = (value: unknown): string => (Array.isArray(value) ? 'ARRAY' : (typeof value).toUpperCase());

const illTyped = (value: unknown, wanted: string, path: string): Fault =>
  new Fault('SerializationException', `${typeName(value)}_VALUE can not be converted to ${wanted} at '${path || '/'}'`);

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

const readScalar = (kind: keyof typeof WANTED, value: unknown, path: string): unknown => {
  if (kind === 'timestamp') {
    const date = typeof value === 'number' || typeof value === 'string' ? readTimestamp(value) : undefined;
    if (date === undefined) throw illTyped(value, WANTED.timestamp, path);
    return date;
  }
  if (kind === 'blob') {
    if (typeof value !== 'string') throw illTyped(value, WANTED.blob, path);
    return Buffer.from(value, 'base64');
  }
  if (kind === 'bigint') {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw illTyped(value, WANTED.bigint, path);
    return BigInt(value);
  }
  if (typeof value !== kind) throw illTyped(value, WANTED[kind], path);
  return value;
};

const readStructure = (shape: Structure, value: unknown, path: string): Values => {
  if (!isRecord(value)) throw illTyped(value, shape.name, path);
  const read: Values = {};
  for (const [name, member] of shape.members) {
    const raw = value[name];
    if (raw !== undefined && raw !== null) read[name] = readValue(member.shape, raw, `${path}/${name}`);
  }
  return read;
};

/** A value out of parsed JSON, checked against its shape. */
export const readValue = (shape: Shape, value: unknown, path: string): unknown => {
  switch (shape.kind) {
    case 'structure':
      return readStructure(shape, value, path);
    case 'list':
      if (!Array.isArray(value)) throw illTyped(value, 'a list', path);
      return value.map((item: unknown, index) => readValue(shape.member.shape, item, `${path}/${index}`));
    case 'map':
      if (!isRecord(value)) throw illTyped(value, 'a map', path);
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readValue(shape.value.shape, item, `${path}/${key}`)]));
    case 'document':
      return value;
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'blob':
    case 'timestamp':
    default:
      return readScalar(shape.kind, value, path);
  }
};

const writeStructure = (shape: Structure, value: Values): Values => {
  const written: Values = {};
  for (const [name, member] of shape.members) {
    const item = value[name];
    if (item !== undefined && item !== null) written[name] = writeValue(member.shape, item);
  }
  return written;
};

/** A value as it goes into JSON. */
const writeValue = (shape: Shape, value: unknown): unknown => {
  switch (shape.kind) {
    case 'structure':
      return writeStructure(shape, valuesOf(value));
    case 'list':
      return (value as readonly unknown[]).map(item => writeValue(shape.member.shape, item));
    case 'map':
      return Object.fromEntries(Object.entries(valuesOf(value)).map(([key, item]) => [key, writeValue(shape.value.shape, item)]));
    case 'timestamp':
      return writeTimestamp(shape, value, 'epoch-seconds');
    case 'blob':
      return bytesOf(value).toString('base64');
    case 'bigint':
      return Number(value);
    case 'document':
    case 'string':
    case 'number':
    case 'boolean':
    default:
      return value;
  }
};

const parse = (body: Uint8Array): unknown => {
  const text = Buffer.from(body).toString('utf8');
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('SerializationException', 'The request body is not valid JSON');
  }
};

const refuseUnknownMembers = (service: SandboxService, shape: Structure, raw: unknown): void => {
  const unknown = isRecord(raw) ? Object.keys(raw).filter(name => !shape.members.has(name)) : [];
  if (unknown.length > 0) throw new Fault(service.validationCode, `Unknown members in ${shape.name}: ${unknown.join(', ')}`);
};

const answer = (
  service: SandboxService,
  status: number,
  requestId: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => ({
  status,
  headers: { 'content-type': contentType(service), 'x-amzn-requestid': requestId, ...headers },
  body: JSON.stringify(body),
});

/** Error members have no schema at hand here: dates go out as JSON services write them, bigints as numbers. */
const plainJson = (value: unknown): unknown => {
  if (value instanceof Date) return value.getTime() / 1000;
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plainJson);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainJson(item)])) : value;
};

/** AWS JSON 1.0 and 1.1: the operation is named in X-Amz-Target. */
export const json: ProtocolCodec = {
  open: (service, request) => {
    const name = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
    const operation = operationNamed(service, name);
    const input = (): Values => {
      if (!operation) return {};
      const shape = operationShape(operation.schema).input;
      const raw = parse(request.body);
      const values = readStructure(shape, raw, '');
      refuseUnknownMembers(service, shape, raw);
      return values;
    };
    return { name, operation, input };
  },
  writeOutput: (service, operation, output, requestId) =>
    answer(service, 200, requestId, writeStructure(operationShape(operation.schema).output, output)),
  writeFault: (service, fault, requestId, request) =>
    answer(
      service,
      fault.status,
      requestId,
      { __type: fault.code, message: fault.message, ...valuesOf(plainJson(fault.members)) },
      { 'x-amzn-errortype': fault.code, ...queryErrorHeaders(fault, request) },
    ),
};
