import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { World } from './world.ts';
import { signCertificate } from './x509.ts';

const NAME = 'Sandbox Root CA';
const DAY_MILLISECONDS = 86_400_000;
const AUTHORITY_DAYS = 3650;

/** A certificate with its private key, both in PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly privateKey: string;
}

/** File of the authority's certificate, in the sandbox's folder: who trusts it trusts the HTTPS listeners. */
export const authorityPath = (world: World): string => join(dirname(world.folder), 'certificate-authority.pem');

const keyPath = (world: World): string => join(dirname(world.folder), 'certificate-authority-key.pem');

const days = (count: number): Date => new Date(Date.now() + count * DAY_MILLISECONDS);

const newKeys = (type: 'ec' | 'rsa' = 'ec') =>
  type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

const toPem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The sandbox's own certificate authority; made when first needed, and kept for as long as the folder is. */
export function localAuthority(world: World): KeyPair {
  if (!existsSync(authorityPath(world)) || !existsSync(keyPath(world))) {
    const { publicKey, privateKey } = newKeys();
    const request = { subject: NAME, issuer: NAME, publicKey, notBefore: days(-1), notAfter: days(AUTHORITY_DAYS), names: [] };
    mkdirSync(dirname(keyPath(world)), { recursive: true });
    writeFileSync(keyPath(world), toPem(privateKey), { mode: 0o600 });
    writeFileSync(authorityPath(world), signCertificate({ ...request, isAuthority: true }, privateKey));
  }
  return { certificate: readFileSync(authorityPath(world), 'utf8'), privateKey: readFileSync(keyPath(world), 'utf8') };
}

/** A server certificate of the local authority for these names, and for this machine. */
export function issueCertificate(world: World, names: readonly string[], validDays: number, keyType: 'ec' | 'rsa'): KeyPair {
  const authority = localAuthority(world);
  const { publicKey, privateKey } = newKeys(keyType);
  const certificate = signCertificate(
    {
      subject: names[0] ?? 'localhost',
      issuer: NAME,
      publicKey,
      notBefore: days(-1),
      notAfter: days(validDays),
      names: [...new Set([...names, 'localhost', '127.0.0.1'])],
      isAuthority: false,
    },
    createPrivateKey(authority.privateKey),
  );
  return { certificate, privateKey: toPem(privateKey) };
}
