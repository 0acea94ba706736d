import type { Protocol } from '../operation.ts';
import { json } from './json.ts';
import type { ProtocolCodec } from './protocol.ts';
import { ec2, query } from './query.ts';
import { restXml } from './rest-xml.ts';

/** The wire protocols, by name. */
export const PROTOCOLS: Readonly<Record<Protocol, ProtocolCodec>> = { json, query, ec2, 'rest-xml': restXml };
