import { CertificateNotFoundException$, type Certificate } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault, fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { certificateAt } from '../acm/find.ts';
import { validationError } from './refusal.ts';

/** The ARN, if a listener can have the certificate: it is there and has been issued. */
export function checkedCertificate(world: World, arn: string | undefined): string {
  if (!arn) throw validationError('A certificate ARN must be specified');
  const certificate = certificateAt(world, arn);
  if (!certificate) throw fault(CertificateNotFoundException$, `Certificate '${arn}' not found`);
  if (certificate.status !== 'ISSUED' || !certificate.names.some(name => name.includes('.'))) {
    throw new Fault(
      'UnsupportedCertificate',
      `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
    );
  }
  return arn;
}

/** The default certificate of a listener: there is exactly one for HTTPS, and none for HTTP. */
export function checkedDefaultCertificate(
  world: World,
  protocol: string,
  certificates: readonly Certificate[] | undefined,
  present?: string,
): string | undefined {
  if (protocol !== 'HTTPS') {
    if (certificates?.length) throw validationError(`A certificate cannot be specified for ${protocol} listeners`);
    return undefined;
  }
  const [certificate, ...others] = certificates ?? [];
  if (others.length > 0 || certificate?.IsDefault !== undefined)
    throw validationError('Exactly one certificate must be specified, without IsDefault');
  if (!certificate && present) return present;
  if (!certificate) throw validationError('A certificate must be specified for HTTPS listeners');
  return checkedCertificate(world, certificate.CertificateArn);
}
