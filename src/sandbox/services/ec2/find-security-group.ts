import { Fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { find, SECURITY_GROUP } from './kinds.ts';
import type { SecurityGroupRecord } from './state.ts';

/** The security group of this id. */
export const findSecurityGroup = (world: World, groupId: string | undefined): SecurityGroupRecord =>
  find(SECURITY_GROUP, world, groupId, 'groupName or groupId');

/** Names alone mean groups of the default VPC. */
export function findGroupByName(world: World, name: string): SecurityGroupRecord {
  const vpc = Object.values(world.state.ec2.vpcs).find(({ IsDefault }) => IsDefault);
  if (!vpc) throw new Fault('VPCIdNotSpecified', 'No default VPC for this user');
  const group = Object.values(world.state.ec2.securityGroups).find(({ GroupName, VpcId }) => GroupName === name && VpcId === vpc.VpcId);
  if (!group) throw new Fault('InvalidGroup.NotFound', `The security group '${name}' does not exist in default VPC '${vpc.VpcId}'`);
  return group;
}

/** The group that a call is about. */
export const namedGroup = (
  world: World,
  { GroupId, GroupName }: { readonly GroupId?: string | undefined; readonly GroupName?: string | undefined },
): SecurityGroupRecord =>
  GroupId === undefined && GroupName !== undefined ? findGroupByName(world, GroupName) : findSecurityGroup(world, GroupId);
