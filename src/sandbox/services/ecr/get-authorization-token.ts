import { GetAuthorizationToken$, type GetAuthorizationTokenRequest, type GetAuthorizationTokenResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { registryPassword } from './authorization.ts';

const TWELVE_HOURS = 12 * 60 * 60 * 1000;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html */
export const getAuthorizationToken = operation(
  GetAuthorizationToken$,
  (world, _input: GetAuthorizationTokenRequest, { identity }): GetAuthorizationTokenResponse => {
    const expiresAt = new Date(world.clock.now().getTime() + TWELVE_HOURS);
    const password = registryPassword(world, { accessKeyId: identity.accessKeyId, expiresAt });
    return {
      authorizationData: [
        { authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'), expiresAt, proxyEndpoint: world.endpoint },
      ],
    };
  },
);
