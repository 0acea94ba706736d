import { SetSecurityGroups$, type SetSecurityGroupsInput, type SetSecurityGroupsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { loadBalancerOf } from './find.ts';
import { checkSecurityGroups, renewNetworkInterfaces } from './network.ts';

export const setSecurityGroups = operation(SetSecurityGroups$, (world: World, input: SetSecurityGroupsInput): SetSecurityGroupsOutput => {
  const loadBalancer = loadBalancerOf(world, input.LoadBalancerArn);
  const wanted = [...(input.SecurityGroups ?? [])];
  checkSecurityGroups(world, loadBalancer.vpcId, wanted);
  loadBalancer.securityGroups = wanted;
  renewNetworkInterfaces(world, loadBalancer);
  return { SecurityGroupIds: wanted };
});
