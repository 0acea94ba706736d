import {
  InvalidConfigurationRequestException$,
  SetSubnets$,
  type SetSubnetsInput,
  type SetSubnetsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { loadBalancerOf } from './find.ts';
import { placeIn, renewNetworkInterfaces } from './network.ts';
import { availabilityZones } from './view.ts';

export const setSubnets = operation(SetSubnets$, (world: World, input: SetSubnetsInput): SetSubnetsOutput => {
  const loadBalancer = loadBalancerOf(world, input.LoadBalancerArn);
  const { vpcId, zones } = placeIn(
    world,
    input.Subnets ?? input.SubnetMappings?.map(mapping => mapping.SubnetId ?? ''),
    loadBalancer.scheme,
  );
  if (vpcId !== loadBalancer.vpcId) {
    throw fault(InvalidConfigurationRequestException$, `The subnets must be in VPC '${loadBalancer.vpcId}' of the load balancer`);
  }
  loadBalancer.zones = zones;
  renewNetworkInterfaces(world, loadBalancer);
  syncHealthChecks(world);
  return { AvailabilityZones: availabilityZones(zones), IpAddressType: loadBalancer.ipAddressType };
});
