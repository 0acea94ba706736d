import {
  CreateDefaultSubnet$,
  CreateDefaultVpc$,
  type CreateDefaultSubnetRequest,
  type CreateDefaultSubnetResult,
  type CreateDefaultVpcRequest,
  type CreateDefaultVpcResult,
} from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { makeDefaultSubnet, makeDefaultVpc, randomId } from './default-vpc.ts';
import { refuseUnknownZone } from './create-subnet.ts';
import type { VpcRecord } from './state.ts';
import { freeAddresses } from './subnet.ts';

const defaultVpcOf = (world: World): VpcRecord | undefined => Object.values(world.state.ec2.vpcs).find(({ IsDefault }) => IsDefault);

export const createDefaultVpc = operation(CreateDefaultVpc$, (world, _input: CreateDefaultVpcRequest): CreateDefaultVpcResult => {
  if (defaultVpcOf(world)) throw new Fault('DefaultVpcAlreadyExists', 'A Default VPC already exists for this account in this region.');
  return { Vpc: makeDefaultVpc(world.state.ec2, world, randomId) };
});

function run(world: World, input: CreateDefaultSubnetRequest): CreateDefaultSubnetResult {
  const vpc = defaultVpcOf(world);
  if (!vpc) throw new Fault('DefaultVpcDoesNotExist', 'No default VPC exists for this account in this region.');
  const zone = refuseUnknownZone(world, input.AvailabilityZone, input.AvailabilityZoneId);
  const state = world.state.ec2;
  const present = Object.values(state.subnets).find(subnet => subnet.DefaultForAz && subnet.AvailabilityZone === zone.name);
  if (present) {
    throw new Fault('DefaultSubnetAlreadyExistsInAvailabilityZone', `'${present.SubnetId}' is already the default subnet in ${zone.name}.`);
  }
  const subnet = makeDefaultSubnet(state, world, vpc, zone.name, randomId);
  return { Subnet: { ...subnet, AvailableIpAddressCount: freeAddresses(state, subnet) } };
}

export const createDefaultSubnet = operation(CreateDefaultSubnet$, run);
