import { GetSessionToken$, type GetSessionTokenRequest, type GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { openSession, sessionOf } from './session.ts';

const TWELVE_HOURS = 43_200;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionToken = operation(
  GetSessionToken$,
  (world, input: GetSessionTokenRequest, { identity }): GetSessionTokenResponse => {
    if (sessionOf(world, identity.accessKeyId) || identity.userName === undefined) {
      throw new Fault('AccessDenied', 'Cannot call GetSessionToken with session credentials', { status: 403 });
    }
    if (input.SerialNumber !== undefined || input.TokenCode !== undefined) {
      throw new Fault('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. ', { status: 403 });
    }
    return { Credentials: openSession(world, { userName: identity.userName }, input.DurationSeconds ?? TWELVE_HOURS) };
  },
);
