import { Fault } from './fault.ts';
import type { Protocol } from './operation.ts';

/** A refusal: its code, its message, and its status where that is not 400. */
export type Words = readonly [code: string, message: string, status?: number];

/** The same refusal in the words of each protocol; CBOR has those of JSON. */
export type ByProtocol = Readonly<Record<Exclude<Protocol, 'cbor'>, Words>>;

export const wordsOf = (words: ByProtocol, protocol: Protocol): Words => words[protocol === 'cbor' ? 'json' : protocol];

/** Refuses in the words of a protocol. */
export const refusalIn = (words: ByProtocol, protocol: Protocol): Fault => {
  const [code, message, status = 400] = wordsOf(words, protocol);
  return new Fault(code, message, { status });
};

const EXPIRED = 'The security token included in the request is expired';

/** Temporary credentials whose time is over. */
export const EXPIRED_CREDENTIALS: ByProtocol = {
  json: ['ExpiredTokenException', EXPIRED],
  query: ['ExpiredToken', EXPIRED, 403],
  ec2: ['RequestExpired', 'Request has expired.'],
  'rest-xml': ['ExpiredToken', 'The provided token has expired.'],
};
