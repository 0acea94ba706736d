import {
  DescribeAccountAttributes$,
  type DescribeAccountAttributesRequest,
  type DescribeAccountAttributesResult,
} from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';

/** Quotas of a new account. */
const QUOTAS: Readonly<Record<string, string>> = {
  'max-instances': '20',
  'max-elastic-ips': '5',
  'vpc-max-elastic-ips': '5',
  'vpc-max-security-groups-per-interface': '5',
  'supported-platforms': 'VPC',
};

export const describeAccountAttributes = operation(
  DescribeAccountAttributes$,
  (world, input: DescribeAccountAttributesRequest): DescribeAccountAttributesResult => {
    const defaultVpc = Object.values(world.state.ec2.vpcs).find(({ IsDefault }) => IsDefault)?.VpcId ?? 'none';
    const wanted: readonly string[] | undefined = input.AttributeNames;
    const attributes = Object.entries({ ...QUOTAS, 'default-vpc': defaultVpc }).filter(
      ([name]) => !wanted?.length || wanted.includes(name),
    );
    return {
      AccountAttributes: attributes.map(([AttributeName, AttributeValue]) => ({ AttributeName, AttributeValues: [{ AttributeValue }] })),
    };
  },
);
