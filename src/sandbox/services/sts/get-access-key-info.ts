import { GetAccessKeyInfo$, type GetAccessKeyInfoRequest, type GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import { operation } from '../../operation.ts';

/** The account that a key belongs to: all keys here are of the one account. */
export const getAccessKeyInfo = operation(GetAccessKeyInfo$, (world, _input: GetAccessKeyInfoRequest): GetAccessKeyInfoResponse => ({
  Account: world.account,
}));
