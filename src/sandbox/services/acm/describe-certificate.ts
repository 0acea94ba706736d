import {
  DescribeCertificate$,
  type CertificateDetail,
  type DescribeCertificateRequest,
  type DescribeCertificateResponse,
  type DomainValidation,
} from '@aws-sdk/client-acm';
import { X509Certificate } from 'node:crypto';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { certificateOf } from './find.ts';
import { inUseBy } from './in-use-by.ts';
import type { CertificateRecord } from './state.ts';

export const describeCertificate = operation(
  DescribeCertificate$,
  (world: World, input: DescribeCertificateRequest): DescribeCertificateResponse => ({
    Certificate: detailOf(world, certificateOf(world, input.CertificateArn)),
  }),
);

function detailOf(world: World, record: CertificateRecord): CertificateDetail {
  return {
    CertificateArn: record.arn,
    DomainName: record.domainName,
    SubjectAlternativeNames: record.names,
    Status: record.status,
    Type: record.type,
    KeyAlgorithm: record.keyAlgorithm,
    CreatedAt: record.createdAt,
    IssuedAt: record.issuedAt,
    ImportedAt: record.importedAt,
    InUseBy: inUseBy(world, record.arn),
    Subject: `CN=${record.domainName}`,
    RenewalEligibility: record.type === 'AMAZON_ISSUED' && inUseBy(world, record.arn).length > 0 ? 'ELIGIBLE' : 'INELIGIBLE',
    Options: { CertificateTransparencyLoggingPreference: record.type === 'IMPORTED' ? 'DISABLED' : 'ENABLED' },
    ...(record.validationMethod && { DomainValidationOptions: record.names.map(name => validationOf(record, name)) }),
    ...contentOf(record),
  };
}

/** What the certificate itself says. */
function contentOf({ certificate }: CertificateRecord): Partial<CertificateDetail> {
  if (certificate === undefined) return {};
  const { validFrom, validTo, serialNumber, issuer } = new X509Certificate(certificate);
  return {
    Serial: serialNumber.toLowerCase().replace(/(..)(?=.)/g, '$1:'),
    Issuer: /CN=(.+)/.exec(issuer)?.[1],
    NotBefore: new Date(validFrom),
    NotAfter: new Date(validTo),
  };
}

function validationOf({ validationTokens, status }: CertificateRecord, name: string): DomainValidation {
  const [label, value] = validationTokens[name] ?? [];
  return {
    DomainName: name,
    ValidationDomain: name,
    ValidationStatus: status === 'ISSUED' ? 'SUCCESS' : 'PENDING_VALIDATION',
    ValidationMethod: 'DNS',
    ResourceRecord: {
      Name: `_${label}.${name.replace(/^\*\./, '')}.`,
      Type: 'CNAME',
      Value: `_${value}.acm-validations.aws.`,
    },
  };
}
