import type { CertificateStatus, CertificateType, KeyAlgorithm, Tag, ValidationMethod } from '@aws-sdk/client-acm';

/** What the acm service of the sandbox remembers. */
export interface AcmState {
  /** By ARN. */
  readonly certificates: Record<string, CertificateRecord>;
}

export interface CertificateRecord {
  readonly arn: string;
  readonly type: CertificateType;
  readonly createdAt: Date;
  domainName: string;
  /** The domain name first. */
  names: string[];
  status: CertificateStatus;
  keyAlgorithm: KeyAlgorithm;
  /** In PEM, with the private key; undefined until the certificate is issued. */
  certificate?: string | undefined;
  chain?: string | undefined;
  privateKey?: string | undefined;
  validationMethod?: ValidationMethod | undefined;
  /** The CNAME that proves that a domain is one's own, by domain; what follows `_` in its name and its value. */
  readonly validationTokens: Record<string, readonly [string, string]>;
  readonly idempotencyToken?: string | undefined;
  issuedAt?: Date | undefined;
  importedAt?: Date | undefined;
  tags: Tag[];
}

export const emptyAcmState = (): AcmState => ({ certificates: {} });
