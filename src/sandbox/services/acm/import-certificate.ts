import {
  ImportCertificate$,
  ValidationException$,
  type ImportCertificateRequest,
  type ImportCertificateResponse,
  type KeyAlgorithm,
} from '@aws-sdk/client-acm';
import { createPrivateKey, randomUUID, X509Certificate, type KeyObject } from 'node:crypto';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { certificateOf } from './find.ts';
import type { CertificateRecord } from './state.ts';
import { checkedTags } from './tags.ts';

export const importCertificate = operation(
  ImportCertificate$,
  (world: World, input: ImportCertificateRequest): ImportCertificateResponse => {
    const present = input.CertificateArn === undefined ? undefined : certificateOf(world, input.CertificateArn);
    if (present && present.type !== 'IMPORTED') throw refusal('The certificate was not imported and cannot be reimported.');
    if (present && input.Tags?.length) throw refusal('Tags cannot be specified when reimporting a certificate.');
    const content = contentOf(input);
    const record = present ?? newCertificate(world, input);
    Object.assign(record, content, { status: 'ISSUED', importedAt: world.clock.now() });
    world.state.acm.certificates[record.arn] = record;
    return { CertificateArn: record.arn };
  },
);

const refusal = (message: string) => fault(ValidationException$, message);

const newCertificate = (world: World, input: ImportCertificateRequest): CertificateRecord => ({
  arn: arn(world, 'acm', `certificate/${randomUUID()}`),
  type: 'IMPORTED',
  createdAt: world.clock.now(),
  domainName: '',
  names: [],
  status: 'ISSUED',
  keyAlgorithm: 'RSA_2048',
  validationTokens: {},
  tags: checkedTags(input.Tags),
});

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

function contentOf(input: ImportCertificateRequest) {
  const certificate = parsed(() => new X509Certificate(text(input.Certificate)), 'Could not parse the certificate.');
  const privateKey = parsed(() => createPrivateKey(text(input.PrivateKey)), 'The private key is not supported.');
  if (input.CertificateChain) parsed(() => new X509Certificate(text(input.CertificateChain)), 'Could not parse the certificate chain.');
  if (!certificate.checkPrivateKey(privateKey)) throw refusal('The private key does not match the certificate.');
  if (Date.parse(certificate.validTo) < Date.now()) throw refusal('The certificate has expired.');
  const commonName = /(?:^|\n)CN=(.+)/.exec(certificate.subject)?.[1];
  const alternatives = certificate.subjectAltName?.split(', ').flatMap(name => (name.startsWith('DNS:') ? name.slice(4) : [])) ?? [];
  const names = [...new Set([...(commonName === undefined ? [] : [commonName]), ...alternatives])];
  return {
    domainName: names[0] ?? '',
    names,
    keyAlgorithm: algorithmOf(privateKey),
    certificate: text(input.Certificate),
    privateKey: text(input.PrivateKey),
    chain: input.CertificateChain && text(input.CertificateChain),
  };
}

function parsed<Result>(parse: () => Result, message: string): Result {
  try {
    return parse();
  } catch {
    throw refusal(message);
  }
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyAlgorithm {
  if (asymmetricKeyType === 'rsa') return `RSA_${asymmetricKeyDetails?.modulusLength}` as KeyAlgorithm;
  if (asymmetricKeyType === 'ec') return `EC_${asymmetricKeyDetails?.namedCurve}` as KeyAlgorithm;
  throw refusal('The key algorithm is not supported.');
}
