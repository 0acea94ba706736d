import { cbor as encoding, tag } from '@smithy/core/cbor';
import { Fault } from '../fault.ts';
import { readValue } from './json.ts';
import { bytesOf, operationNamed, queryErrorHeaders, valuesOf, type HttpResponse, type ProtocolCodec, type Values } from './protocol.ts';
import { operationShape, type Shape, type Structure } from './schema.ts';

const EPOCH_SECONDS = 1;

const isTagged = (value: object): value is { readonly tag: number; readonly value: unknown } => 'tag' in value && 'value' in value;

/** What was decoded, as JSON would hold it: times are numbers, bytes are text. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return bytesOf(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (isTagged(value)) return plain(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};

const parse = (body: Uint8Array): unknown => {
  if (body.length === 0) return {};
  try {
    return plain(encoding.deserialize(body));
  } catch {
    throw new Fault('SerializationException', 'The request body is not valid CBOR');
  }
};

const tagged = (shape: Shape, value: unknown): unknown => {
  switch (shape.kind) {
    case 'structure':
      return taggedStructure(shape, valuesOf(value));
    case 'list':
      return (value as readonly unknown[]).map(item => tagged(shape.member.shape, item));
    case 'map':
      return Object.fromEntries(Object.entries(valuesOf(value)).map(([key, item]) => [key, tagged(shape.value.shape, item)]));
    case 'timestamp':
      return tag({ tag: EPOCH_SECONDS, value: new Date(value as Date).getTime() / 1000 });
    case 'blob':
      return bytesOf(value);
    case 'document':
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
    default:
      return value;
  }
};

const taggedStructure = (shape: Structure, value: Values): Values =>
  Object.fromEntries(
    [...shape.members].flatMap(([name, member]) => {
      const item = value[name];
      return item === undefined || item === null ? [] : [[name, tagged(member.shape, item)]];
    }),
  );

const answer = (status: number, requestId: string, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': requestId, ...headers },
  body: encoding.serialize(body),
});

/**
 * Smithy RPC v2 with CBOR: the operation is named in the path.
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const cbor: ProtocolCodec = {
  open: (service, request) => {
    const name = /\/operation\/(\w+)/.exec(request.url)?.[1] ?? '';
    const operation = operationNamed(service, name);
    const input = (): Values => (operation ? valuesOf(readValue(operationShape(operation.schema).input, parse(request.body), '')) : {});
    return { name, operation, input };
  },
  writeOutput: (_service, operation, output, requestId) =>
    answer(200, requestId, taggedStructure(operationShape(operation.schema).output, output)),
  writeFault: (_service, fault, requestId, request) =>
    answer(fault.status, requestId, { __type: fault.code, message: fault.message }, queryErrorHeaders(fault, request)),
};
