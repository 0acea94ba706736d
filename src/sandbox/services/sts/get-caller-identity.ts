import { GetCallerIdentity$, type GetCallerIdentityRequest, type GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { operation } from '../../operation.ts';

/** Who calls; AWS allows it to everybody. */
export const getCallerIdentity = operation(
  GetCallerIdentity$,
  (world, _input: GetCallerIdentityRequest, call): GetCallerIdentityResponse => ({
    UserId: 'AIDASANDBOX0000000000',
    Account: world.account,
    Arn: call.caller,
  }),
);
