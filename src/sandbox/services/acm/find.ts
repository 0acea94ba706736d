import { InvalidArnException$, ResourceNotFoundException$ } from '@aws-sdk/client-acm';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import type { CertificateRecord } from './state.ts';

/** The certificate with this ARN, if there is one. */
export const certificateAt = (world: World, arn: string | undefined): CertificateRecord | undefined =>
  world.state.acm.certificates[arn ?? ''];

/** The certificate with this ARN, or AWS's refusal. */
export function certificateOf(world: World, arn: string | undefined): CertificateRecord {
  const found = certificateAt(world, arn);
  if (found) return found;
  if (!/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\//.test(arn ?? '')) throw fault(InvalidArnException$, `${arn} is not a valid ACM ARN.`);
  throw fault(ResourceNotFoundException$, `Could not find certificate ${arn}.`);
}
