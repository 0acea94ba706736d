import { routesToInternet } from '../../behaviours/routes-to-internet.ts';
import type { World } from '../../world.ts';
import { createNetworkInterface, deleteNetworkInterface } from '../ec2/network-interface.ts';
import { invalidParameter } from './faults.ts';
import type { TaskRecord } from './state.ts';

/** Refuses a network that is not there, as CreateService and RunTask do. */
export function checkNetwork(world: World, subnetIds: readonly string[], groupIds: readonly string[]): void {
  if (subnetIds.length === 0) throw invalidParameter('subnets can not be empty.');
  if (subnetIds.length > 16) throw invalidParameter('subnets can have at most 16 items.');
  if (groupIds.length > 5) throw invalidParameter('securityGroups can have at most 5 items.');
  for (const id of subnetIds) {
    if (!world.state.ec2.subnets[id])
      throw invalidParameter(
        `Error retrieving subnet information for [${id}]: The subnet ID '${id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`,
      );
  }
  const vpcs = new Set(subnetIds.map(id => world.state.ec2.subnets[id]?.VpcId));
  if (vpcs.size > 1) throw invalidParameter('subnets are not in the same VPC.');
  for (const id of groupIds) {
    const group = world.state.ec2.securityGroups[id];
    if (!group)
      throw invalidParameter(
        `Error retrieving security group information for [${id}]: The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`,
      );
    if (!vpcs.has(group.VpcId))
      throw invalidParameter(`Security group ${id} does not appear to belong to the same VPC as the input subnets.`);
  }
}

/** The VPC of a service's or task's subnets. */
export const vpcOf = (world: World, subnetIds: readonly string[]): string | undefined => world.state.ec2.subnets[subnetIds[0] ?? '']?.VpcId;

/** Takes the subnet with the fewest tasks, so that they spread over the zones. */
export function chooseSubnet(world: World, subnetIds: readonly string[], groupIds: readonly string[]) {
  const load = (id: string): number =>
    Object.values(world.state.ecs.tasks).filter(task => task.subnetId === id && task.desiredStatus === 'RUNNING').length;
  const subnet = subnetIds
    .flatMap(id => world.state.ec2.subnets[id] ?? [])
    .map(candidate => ({ candidate, load: load(candidate.SubnetId) }))
    .sort((a, b) => a.load - b.load)[0]?.candidate;
  if (!subnet) throw invalidParameter(`The provided subnets [${subnetIds.join(', ')}] do not exist.`);
  const defaults = Object.values(world.state.ec2.securityGroups).filter(
    group => group.VpcId === subnet.VpcId && group.GroupName === 'default',
  );
  const securityGroups = groupIds.length > 0 ? groupIds : defaults.map(group => group.GroupId);
  return { subnetId: subnet.SubnetId, availabilityZone: subnet.AvailabilityZone, securityGroups };
}

/** Gives a task its network interface. */
export function attachNetworkInterface(
  world: World,
  task: TaskRecord,
): Pick<TaskRecord, 'networkInterfaceId' | 'privateIp' | 'macAddress'> {
  const created = createNetworkInterface(world, {
    subnetId: task.subnetId,
    securityGroupIds: task.securityGroups,
    description: `arn:aws:ecs:${world.region}:${world.account}:attachment/${task.attachmentId}`,
    requesterId: 'ecs.amazonaws.com',
    publicIp: task.assignPublicIp,
  });
  return { networkInterfaceId: created.networkInterfaceId, privateIp: created.privateIp, macAddress: created.macAddress };
}

/** Takes it away; the task remembers the address it had. */
export function detachNetworkInterface(world: World, task: TaskRecord): void {
  if (task.networkInterfaceId) deleteNetworkInterface(world, task.networkInterfaceId);
  task.networkInterfaceId = undefined;
}

/** Whether a task can reach the internet: by an internet gateway and a public address. The sandbox has no NAT gateways and no VPC endpoints. */
export const hasWayOut = (world: World, task: TaskRecord): boolean => task.assignPublicIp && routesToInternet(world, task.subnetId);
