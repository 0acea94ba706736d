import { DeleteCertificate$, ResourceInUseException$, type DeleteCertificateRequest } from '@aws-sdk/client-acm';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { certificateOf } from './find.ts';
import { inUseBy } from './in-use-by.ts';

export const deleteCertificate = operation(DeleteCertificate$, (world: World, input: DeleteCertificateRequest): void => {
  const { arn } = certificateOf(world, input.CertificateArn);
  if (inUseBy(world, arn).length > 0) throw fault(ResourceInUseException$, `Certificate ${arn} is in use.`);
  delete world.state.acm.certificates[arn];
});
