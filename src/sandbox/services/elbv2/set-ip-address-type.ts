import { SetIpAddressType$, type SetIpAddressTypeInput, type SetIpAddressTypeOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { loadBalancerOf } from './find.ts';
import { validationError } from './refusal.ts';

export const setIpAddressType = operation(SetIpAddressType$, (world: World, input: SetIpAddressTypeInput): SetIpAddressTypeOutput => {
  const loadBalancer = loadBalancerOf(world, input.LoadBalancerArn);
  if (input.IpAddressType !== 'ipv4')
    throw validationError(`The subnets of the sandbox have no IPv6 CIDR block for '${input.IpAddressType}'`);
  loadBalancer.ipAddressType = input.IpAddressType;
  return { IpAddressType: input.IpAddressType };
});
