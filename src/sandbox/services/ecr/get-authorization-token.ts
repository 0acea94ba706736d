import { GetAuthorizationToken$, type GetAuthorizationTokenRequest, type GetAuthorizationTokenResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { authorizationToken } from './authorization.ts';

const TWELVE_HOURS = 12 * 60 * 60 * 1000;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html */
export const getAuthorizationToken = operation(
  GetAuthorizationToken$,
  (world, _input: GetAuthorizationTokenRequest): GetAuthorizationTokenResponse => ({
    authorizationData: [
      {
        authorizationToken: authorizationToken(world),
        expiresAt: new Date(world.clock.now().getTime() + TWELVE_HOURS),
        proxyEndpoint: world.endpoint,
      },
    ],
  }),
);
