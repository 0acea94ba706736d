import type { Tag } from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { missingParameter } from './faults.ts';
import type { Ec2State } from './state.ts';

/** A sort of EC2 resource: where its records are, and how AWS speaks of it. */
export interface Kind<Item extends { Tags: Tag[] }> {
  /** As in tag specifications. */
  readonly type: string;
  readonly prefix: string;
  readonly records: (state: Ec2State) => Record<string, Item>;
  readonly notFoundCode: string;
  /** `vpc ID`, as in "The vpc ID 'vpc-1' does not exist". */
  readonly noun: string;
  readonly malformedCode?: string;
}

const kind = <Item extends { Tags: Tag[] }>(record: Kind<Item>): Kind<Item> => record;

export const VPC = kind({
  type: 'vpc',
  prefix: 'vpc',
  records: state => state.vpcs,
  notFoundCode: 'InvalidVpcID.NotFound',
  noun: 'vpc ID',
});
export const SUBNET = kind({
  type: 'subnet',
  prefix: 'subnet',
  records: state => state.subnets,
  notFoundCode: 'InvalidSubnetID.NotFound',
  noun: 'subnet ID',
});
export const INTERNET_GATEWAY = kind({
  type: 'internet-gateway',
  prefix: 'igw',
  records: state => state.internetGateways,
  notFoundCode: 'InvalidInternetGatewayID.NotFound',
  noun: 'internetGateway ID',
});
export const ROUTE_TABLE = kind({
  type: 'route-table',
  prefix: 'rtb',
  records: state => state.routeTables,
  notFoundCode: 'InvalidRouteTableID.NotFound',
  noun: 'routeTable ID',
});
export const NETWORK_ACL = kind({
  type: 'network-acl',
  prefix: 'acl',
  records: state => state.networkAcls,
  notFoundCode: 'InvalidNetworkAclID.NotFound',
  noun: 'networkAcl ID',
});
export const SECURITY_GROUP = kind({
  type: 'security-group',
  prefix: 'sg',
  records: state => state.securityGroups,
  notFoundCode: 'InvalidGroup.NotFound',
  noun: 'security group',
  malformedCode: 'InvalidGroupId.Malformed',
});
export const SECURITY_GROUP_RULE = kind({
  type: 'security-group-rule',
  prefix: 'sgr',
  records: state => state.securityGroupRules,
  notFoundCode: 'InvalidSecurityGroupRuleId.NotFound',
  noun: 'security group rule ID',
  malformedCode: 'InvalidSecurityGroupRuleId.Malformed',
});
export const NETWORK_INTERFACE = kind({
  type: 'network-interface',
  prefix: 'eni',
  records: state => state.networkInterfaces,
  notFoundCode: 'InvalidNetworkInterfaceID.NotFound',
  noun: 'networkInterface ID',
});

export const KINDS = [
  VPC,
  SUBNET,
  INTERNET_GATEWAY,
  ROUTE_TABLE,
  NETWORK_ACL,
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
  NETWORK_INTERFACE,
] as const;

/** The resource of this id. `parameter` names the input member that must carry it. */
export function find<Item extends { Tags: Tag[] }>(of: Kind<Item>, world: World, id: string | undefined, parameter = 'id'): Item {
  if (id === undefined || id === '') throw missingParameter(parameter);
  const records = of.records(world.state.ec2);
  const found = Object.hasOwn(records, id) ? records[id] : undefined;
  if (found) return found;
  if (of.malformedCode !== undefined && !id.startsWith(`${of.prefix}-`)) {
    throw new Fault(of.malformedCode, `Invalid id: "${id}" (expecting "${of.prefix}-...")`);
  }
  throw new Fault(of.notFoundCode, `The ${of.noun} '${id}' does not exist`);
}
