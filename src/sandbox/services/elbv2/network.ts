import {
  InvalidConfigurationRequestException$,
  InvalidSecurityGroupException$,
  InvalidSubnetException$,
  SubnetNotFoundException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { hasInternetGateway } from '../../behaviours/routes-to-internet.ts';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { containsBlock, parseBlock } from '../ec2/cidr.ts';
import { createNetworkInterface, deleteNetworkInterface } from '../ec2/network-interface.ts';
import { validationError } from './refusal.ts';
import type { LoadBalancerRecord, ZoneRecord } from './state.ts';

/** Refuses a VPC that is not there. */
export function mustBeVpc(world: World, vpcId: string): void {
  if (!world.state.ec2.vpcs[vpcId]) throw validationError(`The VPC ID '${vpcId}' is not found`);
}

/** Where a load balancer in these subnets is: they must lie in one VPC and in different zones, two at least. */
export function placeIn(world: World, subnetIds: readonly string[] | undefined, scheme: string): { vpcId: string; zones: ZoneRecord[] } {
  const subnets = (subnetIds ?? []).map(id => {
    const subnet = world.state.ec2.subnets[id];
    if (!subnet) throw fault(SubnetNotFoundException$, `The subnet ID '${id}' does not exist`);
    return subnet;
  });
  const zones = subnets.map(subnet => ({ subnetId: subnet.SubnetId, zone: subnet.AvailabilityZone }));
  const names = new Set(zones.map(({ zone }) => zone));
  if (new Set(subnetIds).size < zones.length) throw validationError('A subnet cannot be specified twice');
  if (names.size < 2) throw validationError('At least two subnets in two different Availability Zones must be specified');
  if (names.size < zones.length) {
    throw fault(
      InvalidConfigurationRequestException$,
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  }
  const vpcId = subnets[0]?.VpcId ?? '';
  if (subnets.some(subnet => subnet.VpcId !== vpcId)) throw fault(InvalidConfigurationRequestException$, 'The subnets must be in one VPC');
  if (scheme === 'internet-facing' && !hasInternetGateway(world, vpcId)) {
    throw fault(InvalidSubnetException$, `VPC ${vpcId} has no internet gateway`);
  }
  return { vpcId, zones };
}

/** Refuses security groups that are not in the VPC. */
export function checkSecurityGroups(world: World, vpcId: string, groupIds: readonly string[]): void {
  if (groupIds.length > 5) throw validationError('A load balancer cannot have more than 5 security groups');
  for (const id of groupIds) {
    const group = world.state.ec2.securityGroups[id];
    if (!group) throw fault(InvalidSecurityGroupException$, `The security group '${id}' does not exist`);
    if (group.VpcId !== vpcId)
      throw fault(InvalidSecurityGroupException$, `One or more security groups are invalid: '${id}' is not in VPC '${vpcId}'`);
  }
}

/** The group that a load balancer gets when none is named. */
export const defaultSecurityGroup = (world: World, vpcId: string): string[] =>
  Object.values(world.state.ec2.securityGroups)
    .filter(group => group.VpcId === vpcId && group.GroupName === 'default')
    .map(group => group.GroupId);

/** Makes the network interfaces of a load balancer, one a subnet; they hold its subnets and security groups. */
export const attachNetworkInterfaces = (
  world: World,
  { arn, scheme, securityGroups }: Pick<LoadBalancerRecord, 'arn' | 'scheme' | 'securityGroups'>,
  zones: readonly ZoneRecord[],
): string[] =>
  zones.map(
    zone =>
      createNetworkInterface(world, {
        subnetId: zone.subnetId,
        securityGroupIds: securityGroups,
        description: `ELB ${arn.slice(arn.indexOf('loadbalancer/') + 'loadbalancer/'.length)}`,
        requesterId: 'amazon-elb',
        publicIp: scheme === 'internet-facing',
      }).networkInterfaceId,
  );

export function releaseNetworkInterfaces(world: World, ids: readonly string[]): void {
  for (const id of ids) deleteNetworkInterface(world, id);
}

/** Exchanges the network interfaces for ones in the present security groups. */
export function renewNetworkInterfaces(world: World, loadBalancer: LoadBalancerRecord): void {
  const old = loadBalancer.networkInterfaces;
  loadBalancer.networkInterfaces = attachNetworkInterfaces(world, loadBalancer, loadBalancer.zones);
  releaseNetworkInterfaces(world, old);
}

/** The zone of the VPC's subnet that an address lies in. */
export function zoneOfAddress(world: World, vpcId: string, address: string): string | undefined {
  const host = parseBlock(`${address}/32`);
  const subnet = Object.values(world.state.ec2.subnets).find(candidate => {
    const block = parseBlock(candidate.CidrBlock);
    return candidate.VpcId === vpcId && host && block && containsBlock(block, host);
  });
  return subnet?.AvailabilityZone;
}
