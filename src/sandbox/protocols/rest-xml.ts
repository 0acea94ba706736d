import { Fault } from '../fault.ts';
import type { Operation, SandboxService } from '../operation.ts';
import {
  bytesOf,
  readTimestamp,
  valuesOf,
  writeTimestamp,
  type HttpRequest,
  type HttpResponse,
  type ProtocolCodec,
  type Values,
} from './protocol.ts';
import { s3Operation, s3Target, type S3Target } from './rest-route.ts';
import { operationShape, type Member, type Structure } from './schema.ts';
import { parseXml, readXml } from './xml-reader.ts';
import { escapeXml, writeMembers } from './xml.ts';

const invalid = (name: string, text: string): Fault => new Fault('InvalidArgument', `Invalid value '${text}' for ${name}`);

const readText = (name: string, member: Member, text: string): unknown => {
  switch (member.shape.kind) {
    case 'number': {
      const value = Number(text);
      if (text === '' || Number.isNaN(value)) throw invalid(name, text);
      return value;
    }
    case 'boolean':
      if (!/^(true|false)$/i.test(text)) throw invalid(name, text);
      return text.toLowerCase() === 'true';
    case 'timestamp': {
      const date = readTimestamp(text);
      if (!date) throw invalid(name, text);
      return date;
    }
    case 'list':
      return text.split(',').map(item => item.trim());
    case 'string':
    case 'bigint':
    case 'document':
    case 'blob':
    case 'structure':
    case 'map':
    default:
      return text;
  }
};

const readPrefixed = (request: HttpRequest, prefix: string): Record<string, string> | undefined => {
  const found = Object.entries(request.headers).filter(([header]) => header.startsWith(prefix.toLowerCase()));
  return found.length === 0 ? undefined : Object.fromEntries(found.map(([header, value]) => [header.slice(prefix.length), value]));
};

const readPayload = (member: Member, request: HttpRequest): unknown => {
  if (member.shape.kind === 'blob') return request.body;
  if (request.body.length === 0) return undefined;
  const text = Buffer.from(request.body).toString('utf8');
  return member.shape.kind === 'structure' ? readXml(member.shape, parseXml(text)) : text;
};

const readMember = (name: string, member: Member, request: HttpRequest, target: S3Target): unknown => {
  const { traits } = member;
  if (traits.httpLabel !== undefined) return name === 'Key' ? target.key : target.bucket;
  if (traits.httpHeader !== undefined) {
    const text = request.headers[traits.httpHeader.toLowerCase()];
    return text === undefined ? undefined : readText(name, member, text);
  }
  if (traits.httpPrefixHeaders !== undefined) return readPrefixed(request, traits.httpPrefixHeaders);
  if (traits.httpQuery !== undefined) {
    const [first, ...more] = target.query.getAll(traits.httpQuery);
    if (first === undefined) return undefined;
    return member.shape.kind === 'list' ? [first, ...more] : readText(name, member, first);
  }
  return traits.httpPayload === undefined ? undefined : readPayload(member, request);
};

const isOutsideBody = ({ traits }: Member): boolean => traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined;

const headersOf = (shape: Structure, output: Values): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, member] of shape.members) {
    const value = output[name];
    if (value === undefined || value === null) continue;
    const { httpHeader, httpPrefixHeaders } = member.traits;
    if (httpHeader !== undefined) {
      headers[httpHeader.toLowerCase()] =
        member.shape.kind === 'timestamp'
          ? String(writeTimestamp(member.shape, value, 'http-date'))
          : `${value as string | number | boolean}`;
    } else if (httpPrefixHeaders !== undefined) {
      for (const [key, item] of Object.entries(valuesOf(value))) headers[`${httpPrefixHeaders}${key}`.toLowerCase()] = String(item);
    }
  }
  return headers;
};

const document = (service: SandboxService, tag: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${tag} xmlns="${service.xmlNamespace ?? ''}">${content}</${tag}>`;

const bodyOf = (service: SandboxService, shape: Structure, output: Values): string | Uint8Array => {
  const payload = [...shape.members].find(([, member]) => member.traits.httpPayload !== undefined);
  if (payload) {
    const [name, member] = payload;
    const value = output[name];
    if (value === undefined || value === null) return '';
    if (member.shape.kind !== 'structure') return bytesOf(value);
    return document(service, member.traits.xmlName ?? member.shape.name, writeMembers(member.shape, value));
  }
  const tag = shape.traits.xmlName ?? shape.name;
  // Of GetBucketLocation the only member is the document itself.
  if (shape.members.size === 1 && shape.members.has(tag)) return document(service, tag, escapeXml(bytesOf(output[tag] ?? '').toString()));
  const hasBody = [...shape.members.values()].some(member => !isOutsideBody(member));
  return hasBody ? document(service, tag, writeMembers(shape, output, isOutsideBody)) : '';
};

/** S3 answers 204 where its model says 200: https://github.com/versity/versitygw/issues/1712, https://github.com/versity/versitygw/issues/932 */
const WITHOUT_CONTENT = new Set(['PutBucketPolicy', 'PutBucketTagging']);

/** Part of an object is 206; what else a success is says the model, with few exceptions. */
function statusOf(operation: Operation, output: Values): number {
  const { name, traits } = operationShape(operation.schema);
  if (output['ContentRange'] !== undefined) return 206;
  return WITHOUT_CONTENT.has(name) ? 204 : (traits.http?.[2] ?? 200);
}

const errorBody = (fault: Fault, requestId: string): string => {
  const members = Object.entries(fault.members).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${escapeXml(fault.wireCode)}</Code><Message>${escapeXml(fault.message)}</Message>${members.join('')}<RequestId>${requestId}</RequestId></Error>`;
};

const nameOf = (request: HttpRequest, target: S3Target): string =>
  target.query.get('x-id') ??
  `${request.method} ${target.key ? 'object' : target.bucket ? 'bucket' : 'service'}${target.query.size > 0 ? `?${[...target.query.keys()].join('&')}` : ''}`;

/** S3: the operation is in method and address, values are in headers, query and body. */
export const restXml: ProtocolCodec = {
  open: (service, request) => {
    const target = s3Target(request);
    const operation = s3Operation(service, request, target);
    const input = (): Values => {
      const read: Values = {};
      for (const [name, member] of operation ? operationShape(operation.schema).input.members : []) {
        const value = readMember(name, member, request, target);
        if (value !== undefined) read[name] = value;
      }
      return read;
    };
    return { name: operation ? operationShape(operation.schema).name : nameOf(request, target), operation, input };
  },
  writeOutput: (service, operation, output, requestId): HttpResponse => {
    const shape = operationShape(operation.schema).output;
    const body = bodyOf(service, shape, output);
    return {
      status: statusOf(operation, output),
      headers: {
        'x-amz-request-id': requestId,
        ...(typeof body === 'string' && body !== '' && { 'content-type': 'application/xml' }),
        ...headersOf(shape, output),
      },
      body,
    };
  },
  writeFault: (_service, fault, requestId, request) => ({
    status: fault.status,
    headers: { 'x-amz-request-id': requestId, 'content-type': 'application/xml' },
    body: request.method === 'HEAD' ? '' : errorBody(fault, requestId),
  }),
};
