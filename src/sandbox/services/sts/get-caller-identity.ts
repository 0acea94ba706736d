import { GetCallerIdentity$, type GetCallerIdentityRequest, type GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { operation } from '../../operation.ts';

/** Who calls; AWS allows it to everybody. */
export const getCallerIdentity = operation(
  GetCallerIdentity$,
  (world, _input: GetCallerIdentityRequest, { identity }): GetCallerIdentityResponse => ({
    UserId: identity.userId,
    Account: world.account,
    Arn: identity.arn,
  }),
);
