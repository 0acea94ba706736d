import { DescribeVpcs$, type DescribeVpcsRequest, type DescribeVpcsResult } from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { describe } from './describe.ts';
import type { FilterTable } from './filters.ts';
import { VPC } from './kinds.ts';
import type { VpcRecord } from './state.ts';

const FILTERS: FilterTable<VpcRecord> = {
  cidr: vpc => vpc.CidrBlock,
  'cidr-block-association.cidr-block': vpc => vpc.CidrBlock,
  'cidr-block-association.state': () => 'associated',
  'dhcp-options-id': vpc => vpc.DhcpOptionsId,
  'is-default': vpc => vpc.IsDefault,
  isDefault: vpc => vpc.IsDefault,
  'owner-id': vpc => vpc.OwnerId,
  state: vpc => vpc.State,
  'vpc-id': vpc => vpc.VpcId,
};

export const describeVpcs = operation(DescribeVpcs$, (world, input: DescribeVpcsRequest): DescribeVpcsResult => {
  const { found, paging } = describe(VPC, world, input, { parameter: 'vpcIds', values: input.VpcIds }, FILTERS);
  return { Vpcs: [...found], ...paging };
});
