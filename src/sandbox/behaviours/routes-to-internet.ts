import type { World } from '../world.ts';

/** Whether a subnet's route table, its own or the main one of its VPC, leads to an internet gateway. */
export function routesToInternet(world: World, subnetId: string): boolean {
  const vpcId = world.state.ec2.subnets[subnetId]?.VpcId;
  const tables = Object.values(world.state.ec2.routeTables).filter(table => table.VpcId === vpcId);
  const own = tables.find(table => table.Associations.some(association => association.SubnetId === subnetId));
  const table = own ?? tables.find(candidate => candidate.Associations.some(association => association.Main));
  return table?.Routes.some(route => route.DestinationCidrBlock === '0.0.0.0/0' && route.GatewayId?.startsWith('igw-')) ?? false;
}

/** Whether an internet gateway is attached to a VPC. */
export const hasInternetGateway = (world: World, vpcId: string): boolean =>
  Object.values(world.state.ec2.internetGateways).some(gateway => gateway.Attachments.some(attachment => attachment.VpcId === vpcId));
