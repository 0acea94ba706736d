import { DescribeRouteTablesCommand, DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client, type RouteTable } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { describeNetwork } from '../../src/resources/network-facts.ts';
import { fakeAws, through } from './fake-aws.ts';

const ec2 = mockClient(EC2Client);
const aws = fakeAws({ ec2: through(new EC2Client({ region: 'ap-northeast-2' })) });

afterEach(() => ec2.reset());

const out = (route: object) => ({
  Routes: [
    { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
    { DestinationCidrBlock: '0.0.0.0/0', ...route },
  ],
});
const main = { Associations: [{ Main: true }] };

describe('the route of a subnet', () => {
  const cases: readonly [string, readonly RouteTable[], string][] = [
    ['is public through an internet gateway', [{ ...main, ...out({ GatewayId: 'igw-1' }) }], 'public'],
    ['is private through a NAT gateway', [{ ...main, ...out({ NatGatewayId: 'nat-1' }) }], 'private'],
    ['is private through a transit gateway', [{ ...main, ...out({ TransitGatewayId: 'tgw-1' }) }], 'private'],
    ['is none where the gateway is gone', [{ ...main, ...out({ NatGatewayId: 'nat-1', State: 'blackhole' }) }], 'none'],
    ['is none without a default route', [{ ...main, Routes: [] }], 'none'],
    [
      'is that of its own table, not of the main one',
      [
        { ...main, ...out({ GatewayId: 'igw-1' }) },
        { Associations: [{ SubnetId: 'subnet-1' }], ...out({ NatGatewayId: 'nat-1' }) },
      ],
      'private',
    ],
    [
      'is that of the main table where only others have their own',
      [
        { Associations: [{ SubnetId: 'subnet-2' }], ...out({ NatGatewayId: 'nat-1' }) },
        { ...main, ...out({ GatewayId: 'igw-1' }) },
      ],
      'public',
    ],
  ];

  it.each(cases)('%s', async (_title, RouteTables, route) => {
    ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ VpcId: 'vpc-1' }] });
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1' }] });
    ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [...RouteTables] });
    const { candidates } = await describeNetwork(aws, undefined, undefined);
    expect(candidates).toMatchObject([{ id: 'subnet-1', route }]);
  });
});

describe('the VPC', () => {
  it('is that of the named subnets where none is named', async () => {
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-9' }] });
    ec2.on(DescribeVpcsCommand, { Filters: [{ Name: 'vpc-id', Values: ['vpc-9'] }] }).resolves({ Vpcs: [{ VpcId: 'vpc-9' }] });
    ec2.on(DescribeRouteTablesCommand).resolves({});
    expect(await describeNetwork(aws, undefined, ['subnet-1'])).toMatchObject({ vpcId: 'vpc-9' });
  });

  it.each([
    ['noDefaultVpc', undefined, { region: 'ap-northeast-2' }],
    ['unknownVpc', 'vpc-9', { vpc: 'vpc-9', region: 'ap-northeast-2' }],
  ])('that is missing is told as %s', async (code, vpc, facts) => {
    ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [] });
    await expect(describeNetwork(aws, vpc, undefined)).rejects.toMatchObject({ code, facts });
  });
});
