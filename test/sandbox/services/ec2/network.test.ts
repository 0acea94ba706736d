import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateDefaultSubnetCommand,
  CreateDefaultVpcCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeAccountAttributesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  EC2Client,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

let sandbox: Sandbox;
let ec2: EC2Client;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  ec2 = new EC2Client(clientConfig(sandbox));
});

beforeEach(() => sandbox.reset());

const filter = (Name: string, ...Values: string[]) => [{ Name, Values }];
const defaultVpc = async () => (await ec2.send(new DescribeVpcsCommand({ Filters: filter('isDefault', 'true') }))).Vpcs?.[0];
const refusal = (name: string, message: string | RegExp) => ({ name, Code: name, message: expect.stringMatching(message) as string });

describe('a new region', () => {
  test('has a default VPC with one public subnet in each zone', async () => {
    const vpc = await defaultVpc();
    expect(vpc).toMatchObject({ CidrBlock: '172.31.0.0/16', IsDefault: true, State: 'available', OwnerId: '111122223333' });
    const { Subnets } = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [...filter('vpc-id', vpc?.VpcId ?? ''), ...filter('default-for-az', 'true')] }),
    );
    expect(Subnets?.map(subnet => [subnet.AvailabilityZone, subnet.AvailabilityZoneId, subnet.CidrBlock])).toEqual([
      ['us-east-1a', 'use1-az1', '172.31.0.0/20'],
      ['us-east-1b', 'use1-az2', '172.31.16.0/20'],
      ['us-east-1c', 'use1-az3', '172.31.32.0/20'],
    ]);
    expect(Subnets?.every(subnet => subnet.MapPublicIpOnLaunch && subnet.AvailableIpAddressCount === 4091)).toBe(true);
  });

  test('reaches the internet from the main route table', async () => {
    const { VpcId = '' } = (await defaultVpc()) ?? {};
    const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({ Filters: filter('attachment.vpc-id', VpcId) }));
    expect(InternetGateways).toHaveLength(1);
    const { RouteTables } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [...filter('vpc-id', VpcId), ...filter('association.main', 'true')] }),
    );
    expect(RouteTables?.[0]?.Routes).toEqual([
      { DestinationCidrBlock: '172.31.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGateways?.[0]?.InternetGatewayId, Origin: 'CreateRoute', State: 'active' },
    ]);
  });

  test('has a default security group that lets its members talk', async () => {
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters: filter('group-name', 'default') }));
    expect(SecurityGroups).toHaveLength(1);
    const [group] = SecurityGroups ?? [];
    expect(group?.IpPermissions?.[0]?.UserIdGroupPairs).toEqual([{ GroupId: group?.GroupId, UserId: '111122223333' }]);
    expect(group?.IpPermissionsEgress?.[0]?.IpRanges).toEqual([{ CidrIp: '0.0.0.0/0' }]);
  });

  test('has a default network ACL over all subnets', async () => {
    const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ Filters: filter('default', 'true') }));
    expect(NetworkAcls?.[0]?.Associations).toHaveLength(3);
    expect(NetworkAcls?.[0]?.Entries?.map(entry => entry.RuleNumber)).toEqual([100, 32767, 100, 32767]);
  });

  test('names its zones', async () => {
    const seoul = new EC2Client({ ...clientConfig(sandbox), region: 'ap-northeast-2' });
    const { AvailabilityZones } = await seoul.send(new DescribeAvailabilityZonesCommand({ Filters: filter('state', 'available') }));
    expect(AvailabilityZones?.map(zone => `${zone.ZoneName} ${zone.ZoneId}`)).toEqual([
      'ap-northeast-2a apne2-az1',
      'ap-northeast-2b apne2-az2',
      'ap-northeast-2c apne2-az3',
    ]);
    await expect(ec2.send(new DescribeAvailabilityZonesCommand({ ZoneNames: ['us-east-1z'] }))).rejects.toMatchObject(
      refusal('InvalidParameterValue', 'us-east-1z'),
    );
  });

  test('has the same ids after a reset, and others in another region', async () => {
    const before = await defaultVpc();
    await sandbox.reset();
    expect((await defaultVpc())?.VpcId).toBe(before?.VpcId);
    const other = new EC2Client({ ...clientConfig(sandbox), region: 'eu-west-1' });
    expect((await other.send(new DescribeVpcsCommand({}))).Vpcs?.[0]?.VpcId).not.toBe(before?.VpcId);
  });

  test('tells the attributes of the account', async () => {
    const { AccountAttributes } = await ec2.send(new DescribeAccountAttributesCommand({ AttributeNames: ['default-vpc'] }));
    expect(AccountAttributes).toEqual([
      { AttributeName: 'default-vpc', AttributeValues: [{ AttributeValue: (await defaultVpc())?.VpcId }] },
    ]);
  });

  test('does not take a second default VPC nor default subnet', async () => {
    await expect(ec2.send(new CreateDefaultVpcCommand({}))).rejects.toMatchObject(refusal('DefaultVpcAlreadyExists', 'already exists'));
    await expect(ec2.send(new CreateDefaultSubnetCommand({ AvailabilityZone: 'us-east-1a' }))).rejects.toMatchObject(
      refusal('DefaultSubnetAlreadyExistsInAvailabilityZone', 'is already the default subnet in us-east-1a'),
    );
  });
});

describe('a describe call', () => {
  test('refuses a filter that EC2 does not know', async () => {
    await expect(ec2.send(new DescribeVpcsCommand({ Filters: filter('colour', 'blue') }))).rejects.toMatchObject(
      refusal('InvalidParameterValue', "^The filter 'colour' is invalid$"),
    );
  });

  test('takes wildcards in filters', async () => {
    const count = async (value: string) =>
      (await ec2.send(new DescribeSubnetsCommand({ Filters: filter('availability-zone', value) }))).Subnets?.length;
    expect([await count('us-east-1?'), await count('*1a'), await count('us-east-1')]).toEqual([3, 1, 0]);
  });

  test('refuses an id that is not there', async () => {
    await expect(ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-0'] }))).rejects.toMatchObject(
      refusal('InvalidVpcID.NotFound', "^The vpc ID 'vpc-0' does not exist$"),
    );
    await expect(ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ['web'] }))).rejects.toMatchObject(
      refusal('InvalidGroupId.Malformed', 'expecting "sg-..."'),
    );
  });

  test('answers in pages', async () => {
    const { VpcId } = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc ?? {};
    for (const third of [0, 1, 2, 3]) await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: `10.0.${third}.0/24` }));
    const sizes: (number | undefined)[] = [];
    for await (const { Subnets } of paginateDescribeSubnets({ client: ec2, pageSize: 5 }, {})) sizes.push(Subnets?.length);
    expect(sizes).toEqual([5, 2]);
    await expect(ec2.send(new DescribeSubnetsCommand({ MaxResults: 2 }))).rejects.toMatchObject(
      refusal('InvalidParameterValue', 'maxResults'),
    );
  });

  test('only asks whether it would be allowed, on a dry run', async () => {
    await expect(ec2.send(new DescribeVpcsCommand({ DryRun: true }))).rejects.toMatchObject(
      refusal('DryRunOperation', 'would have succeeded'),
    );
  });
});

describe('another VPC', () => {
  const createVpc = async () => (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
  const createSubnet = async (VpcId: string, CidrBlock: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: 'us-east-1b' }))).Subnet?.SubnetId ?? '';

  test('can be made public, and unmade in the right order only', async () => {
    const VpcId = await createVpc();
    const SubnetId = await createSubnet(VpcId, '10.0.1.0/24');
    const InternetGatewayId = (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway?.InternetGatewayId ?? '';
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable?.RouteTableId ?? '';
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId }));
    const { AssociationId = '' } = await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    await ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }));
    expect((await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }))).Subnets?.[0]).toMatchObject({
      MapPublicIpOnLaunch: true,
      DefaultForAz: false,
      AvailableIpAddressCount: 251,
    });
    const byAssociation = await ec2.send(new DescribeRouteTablesCommand({ Filters: filter('association.subnet-id', SubnetId) }));
    expect(byAssociation.RouteTables?.map(table => table.RouteTableId)).toEqual([RouteTableId]);

    const stillUsed = (id: string) => ({
      name: 'DependencyViolation',
      message: expect.stringContaining(`'${id}' has dependencies`) as string,
    });
    await expect(ec2.send(new DeleteVpcCommand({ VpcId }))).rejects.toMatchObject(stillUsed(VpcId));
    await expect(ec2.send(new DeleteRouteTableCommand({ RouteTableId }))).rejects.toMatchObject(stillUsed(RouteTableId));
    await expect(ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }))).rejects.toMatchObject(stillUsed(InternetGatewayId));
    await ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0' }));
    await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
    await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
    expect((await ec2.send(new DescribeNetworkAclsCommand({}))).NetworkAcls).toHaveLength(1);
  });

  test('without a gateway has a main route table that leads nowhere', async () => {
    const VpcId = await createVpc();
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters: filter('vpc-id', VpcId) }));
    expect(RouteTables?.map(table => table.Routes?.map(route => route.GatewayId))).toEqual([['local']]);
  });

  test('switches its DNS names', async () => {
    const VpcId = await createVpc();
    const hostnames = async () =>
      (await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }))).EnableDnsHostnames?.Value;
    expect(await hostnames()).toBe(false);
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    expect(await hostnames()).toBe(true);
  });

  test.each([
    ['a VPC of too many addresses', () => new CreateVpcCommand({ CidrBlock: '10.0.0.0/8' }), 'InvalidVpc.Range'],
    ['a VPC of no address', () => new CreateVpcCommand({ CidrBlock: 'ten' }), 'InvalidVpc.Range'],
    ['a VPC without a range', () => new CreateVpcCommand({}), 'MissingParameter'],
  ])('%s is refused', async (_what, command, code) => {
    await expect(ec2.send(command())).rejects.toMatchObject({ name: code });
  });

  test.each([
    ['outside its VPC', '10.1.0.0/24', 'us-east-1a', 'InvalidSubnet.Range'],
    ['over another', '10.0.1.128/25', 'us-east-1a', 'InvalidSubnet.Conflict'],
    ['in a zone that is not there', '10.0.2.0/24', 'us-east-1x', 'InvalidParameterValue'],
  ])('a subnet %s is refused', async (_what, CidrBlock, AvailabilityZone, code) => {
    const VpcId = await createVpc();
    await createSubnet(VpcId, '10.0.1.0/24');
    await expect(ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }))).rejects.toMatchObject({ name: code });
  });

  test('takes one gateway, and a gateway one VPC', async () => {
    const VpcId = await createVpc();
    const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
    const usual = (await defaultVpc())?.VpcId;
    const attach = (InternetGatewayId: string | undefined, to: string | undefined) =>
      ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId: to }));
    await expect(attach(InternetGateway?.InternetGatewayId, usual)).rejects.toMatchObject(
      refusal('InvalidParameterValue', 'already has an internet gateway attached'),
    );
    await attach(InternetGateway?.InternetGatewayId, VpcId);
    await expect(attach(InternetGateway?.InternetGatewayId, VpcId)).rejects.toMatchObject(
      refusal('Resource.AlreadyAssociated', 'is already attached to network'),
    );
  });

  test('the sixth is over quota', async () => {
    for (let index = 0; index < 4; index++) await createVpc();
    await expect(createVpc()).rejects.toMatchObject({ name: 'VpcLimitExceeded' });
  });
});
