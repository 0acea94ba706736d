import { DescribeSubnets$, type DescribeSubnetsRequest, type DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { describe } from './describe.ts';
import type { FilterTable } from './filters.ts';
import { SUBNET } from './kinds.ts';
import type { SubnetRecord } from './state.ts';
import { freeAddresses } from './subnet.ts';

const FILTERS: FilterTable<SubnetRecord> = {
  'availability-zone': subnet => subnet.AvailabilityZone,
  availabilityZone: subnet => subnet.AvailabilityZone,
  'availability-zone-id': subnet => subnet.AvailabilityZoneId,
  availabilityZoneId: subnet => subnet.AvailabilityZoneId,
  cidr: subnet => subnet.CidrBlock,
  'cidr-block': subnet => subnet.CidrBlock,
  cidrBlock: subnet => subnet.CidrBlock,
  'default-for-az': subnet => subnet.DefaultForAz,
  defaultForAz: subnet => subnet.DefaultForAz,
  'map-public-ip-on-launch': subnet => subnet.MapPublicIpOnLaunch,
  'owner-id': subnet => subnet.OwnerId,
  state: subnet => subnet.State,
  'subnet-arn': subnet => subnet.SubnetArn,
  'subnet-id': subnet => subnet.SubnetId,
  'vpc-id': subnet => subnet.VpcId,
};

export const describeSubnets = operation(DescribeSubnets$, (world, input: DescribeSubnetsRequest): DescribeSubnetsResult => {
  const free = (subnet: SubnetRecord) => freeAddresses(world.state.ec2, subnet);
  const table = { ...FILTERS, 'available-ip-address-count': free };
  const { found, paging } = describe(SUBNET, world, input, { parameter: 'subnetIds', values: input.SubnetIds }, table);
  return { Subnets: found.map(subnet => ({ ...subnet, AvailableIpAddressCount: free(subnet) })), ...paging };
});
