import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

/** What a certificate says. */
export interface CertificateRequest {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Names and addresses that the certificate is for; none for an authority. */
  readonly names: readonly string[];
  readonly isAuthority: boolean;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;
const BITS = 0x03;
const OID = 0x06;
const TRUE = Buffer.from([0x01, 0x01, 0xff]);

/** Tag, length and content: the one construct of DER. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

/** An object identifier, in its dotted form. */
function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const base128 = (value: number): number[] => {
    const digits = [value & 0x7f];
    for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  };
  return der(OID, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

const ECDSA_SHA256 = der(SEQUENCE, oid('1.2.840.10045.4.3.2'));

const nameOf = (commonName: string): Buffer => der(SEQUENCE, der(SET, der(SEQUENCE, oid('2.5.4.3'), der(0x0c, Buffer.from(commonName)))));

/** UTCTime, which ends with the year 2049. */
const timeOf = (date: Date): Buffer =>
  der(
    0x17,
    Buffer.from(
      date
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2),
    ),
  );

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  der(SEQUENCE, oid(id), ...(critical ? [TRUE] : []), der(OCTETS, value));

/** A number of the address as its bytes; a host name as it is. */
const alternativeName = (name: string): Buffer =>
  isIP(name) === 4 ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name));

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

function extensionsOf({ isAuthority, names, publicKey }: CertificateRequest, issuerKey: KeyObject): Buffer {
  // Bits of the key usage: keyCertSign and cRLSign for an authority, digitalSignature for a server.
  const usage = isAuthority ? [0x01, 0x06] : [0x07, 0x80];
  return der(
    SEQUENCE,
    extension('2.5.29.19', true, der(SEQUENCE, ...(isAuthority ? [TRUE] : []))),
    extension('2.5.29.15', true, der(BITS, Buffer.from(usage))),
    ...(isAuthority ? [] : [extension('2.5.29.37', false, der(SEQUENCE, oid('1.3.6.1.5.5.7.3.1')))]),
    ...(names.length > 0 ? [extension('2.5.29.17', false, der(SEQUENCE, ...names.map(alternativeName)))] : []),
    extension('2.5.29.14', false, der(OCTETS, keyIdentifier(publicKey))),
    extension('2.5.29.35', false, der(SEQUENCE, der(0x80, keyIdentifier(issuerKey)))),
  );
}

/** An X.509 certificate in PEM, signed with an ECDSA key (RFC 5280). */
export function signCertificate(request: CertificateRequest, issuerKey: KeyObject): string {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const content = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_SHA256,
    nameOf(request.issuer),
    der(SEQUENCE, timeOf(request.notBefore), timeOf(request.notAfter)),
    nameOf(request.subject),
    request.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensionsOf(request, createPublicKey(issuerKey))),
  );
  const signature = sign('sha256', content, issuerKey);
  return pemOf(der(SEQUENCE, content, ECDSA_SHA256, der(BITS, Buffer.from([0]), signature)));
}

const pemOf = (bytes: Buffer): string =>
  ['-----BEGIN CERTIFICATE-----', ...(bytes.toString('base64').match(/.{1,64}/g) ?? []), '-----END CERTIFICATE-----', ''].join('\n');
