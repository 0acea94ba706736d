import { GetCertificate$, RequestInProgressException$, type GetCertificateRequest, type GetCertificateResponse } from '@aws-sdk/client-acm';
import { fault } from '../../fault.ts';
import { localAuthority } from '../../local-authority.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { certificateOf } from './find.ts';

export const getCertificate = operation(GetCertificate$, (world: World, input: GetCertificateRequest): GetCertificateResponse => {
  const { certificate, chain, type, arn } = certificateOf(world, input.CertificateArn);
  if (certificate === undefined)
    throw fault(RequestInProgressException$, `Certificate request ${arn} is in progress. Please retry after the request is completed.`);
  return { Certificate: certificate, CertificateChain: type === 'IMPORTED' ? chain : localAuthority(world).certificate };
});
