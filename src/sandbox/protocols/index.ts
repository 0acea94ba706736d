import type { Protocol, SandboxService } from '../operation.ts';
import { cbor } from './cbor.ts';
import { json } from './json.ts';
import type { HttpRequest, ProtocolCodec } from './protocol.ts';
import { ec2, query } from './query.ts';
import { restXml } from './rest-xml.ts';

/** The wire protocols, by name. */
export const PROTOCOLS: Readonly<Record<Protocol, ProtocolCodec>> = { cbor, json, query, ec2, 'rest-xml': restXml };

const formOf = (request: HttpRequest): Protocol => {
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  return request.headers['x-amz-target'] === undefined ? 'query' : 'json';
};

/** The protocol of a request to a service; that of a service with several is told by the form of the request. */
export const codecOf = (service: SandboxService, request: HttpRequest): ProtocolCodec => {
  const form = formOf(request);
  return PROTOCOLS[service.otherProtocols?.includes(form) ? form : service.protocol];
};
