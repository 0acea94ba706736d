import {
  InvalidDomainValidationOptionsException$,
  RequestCertificate$,
  type RequestCertificateRequest,
  type RequestCertificateResponse,
} from '@aws-sdk/client-acm';
import { randomBytes, randomUUID } from 'node:crypto';
import { Fault, fault } from '../../fault.ts';
import { issueCertificate } from '../../local-authority.ts';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { certificateAt } from './find.ts';
import type { CertificateRecord } from './state.ts';
import { checkedTags } from './tags.ts';

/** What DNS validation takes once the record is there; the sandbox has no DNS and takes it to be there. */
const VALIDATION_SECONDS = 120;
/** ACM's certificates are good for 13 months. */
const VALID_DAYS = 395;

export const requestCertificate = operation(
  RequestCertificate$,
  (world: World, input: RequestCertificateRequest): RequestCertificateResponse => {
    if (input.CertificateAuthorityArn) throw notEmulated('certificates of private authorities');
    if ((input.ValidationMethod ?? 'EMAIL') !== 'DNS') throw notEmulated(`validation by ${input.ValidationMethod ?? 'EMAIL'}`);
    if (input.KeyAlgorithm !== undefined && input.KeyAlgorithm !== 'RSA_2048' && input.KeyAlgorithm !== 'EC_prime256v1')
      throw notEmulated(`the key algorithm ${input.KeyAlgorithm}`);
    const names = [...new Set([input.DomainName ?? '', ...(input.SubjectAlternativeNames ?? [])])];
    const foreign = input.DomainValidationOptions?.find(({ DomainName }) => !names.includes(DomainName ?? ''));
    if (foreign) throw fault(InvalidDomainValidationOptionsException$, `The domain ${foreign.DomainName} is not in the certificate.`);
    const again = Object.values(world.state.acm.certificates).find(
      ({ idempotencyToken, names: others }) =>
        idempotencyToken !== undefined && idempotencyToken === input.IdempotencyToken && others.join() === names.join(),
    );
    if (again) return { CertificateArn: again.arn };
    const record = newCertificate(world, names, input);
    world.state.acm.certificates[record.arn] = record;
    world.clock.after(VALIDATION_SECONDS, 'acm.validated', { arn: record.arn });
    return { CertificateArn: record.arn };
  },
);

const notEmulated = (what: string): Fault => new Fault('NotImplemented', `The sandbox does not emulate ${what}`, { status: 501 });

const newCertificate = (world: World, names: string[], input: RequestCertificateRequest): CertificateRecord => ({
  arn: arn(world, 'acm', `certificate/${randomUUID()}`),
  type: 'AMAZON_ISSUED',
  createdAt: world.clock.now(),
  domainName: names[0] ?? '',
  names,
  status: 'PENDING_VALIDATION',
  keyAlgorithm: input.KeyAlgorithm ?? 'RSA_2048',
  validationMethod: 'DNS',
  validationTokens: Object.fromEntries(names.map(name => [name, [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')]])),
  idempotencyToken: input.IdempotencyToken,
  tags: checkedTags(input.Tags),
});

/** The domains are found to be one's own: the certificate is there. */
export function certificateValidated(world: World, { arn: certificateArn }: { arn: string }): void {
  const record = certificateAt(world, certificateArn);
  if (record?.status !== 'PENDING_VALIDATION') return;
  Object.assign(record, {
    ...issueCertificate(world, record.names, VALID_DAYS, record.keyAlgorithm === 'RSA_2048' ? 'rsa' : 'ec'),
    status: 'ISSUED',
    issuedAt: world.clock.now(),
  });
}
