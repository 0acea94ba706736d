import {
  DescribeVpcAttribute$,
  ModifyVpcAttribute$,
  type DescribeVpcAttributeRequest,
  type DescribeVpcAttributeResult,
  type ModifyVpcAttributeRequest,
} from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { invalidParameter } from './faults.ts';
import { find, VPC } from './kinds.ts';

export const describeVpcAttribute = operation(
  DescribeVpcAttribute$,
  (world, input: DescribeVpcAttributeRequest): DescribeVpcAttributeResult => {
    const vpc = find(VPC, world, input.VpcId, 'vpcId');
    const { Attribute: attribute } = input;
    if (attribute === 'enableDnsSupport') return { VpcId: vpc.VpcId, EnableDnsSupport: { Value: vpc.dnsSupport } };
    if (attribute === 'enableDnsHostnames') return { VpcId: vpc.VpcId, EnableDnsHostnames: { Value: vpc.dnsHostnames } };
    if (attribute === 'enableNetworkAddressUsageMetrics') {
      return { VpcId: vpc.VpcId, EnableNetworkAddressUsageMetrics: { Value: vpc.addressMetrics } };
    }
    throw invalidParameter(`Value (${String(attribute)}) for parameter attribute is invalid. Unknown attribute.`);
  },
);

export const modifyVpcAttribute = operation(ModifyVpcAttribute$, (world, input: ModifyVpcAttributeRequest): void => {
  const vpc = find(VPC, world, input.VpcId, 'vpcId');
  vpc.dnsSupport = input.EnableDnsSupport?.Value ?? vpc.dnsSupport;
  vpc.dnsHostnames = input.EnableDnsHostnames?.Value ?? vpc.dnsHostnames;
  vpc.addressMetrics = input.EnableNetworkAddressUsageMetrics?.Value ?? vpc.addressMetrics;
});
