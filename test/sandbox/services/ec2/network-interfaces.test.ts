import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allowsTraffic } from '../../../../src/sandbox/services/ec2/allows-traffic.ts';
import { createNetworkInterface, deleteNetworkInterface } from '../../../../src/sandbox/services/ec2/network-interface.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

let sandbox: Sandbox;
let ec2: EC2Client;
let subnetId: string;
let alb: string;
let task: string;

const createGroup = async (GroupName: string): Promise<string> =>
  (await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: GroupName }))).GroupId ?? '';

beforeAll(async () => {
  sandbox = await startTestSandbox();
  ec2 = new EC2Client(clientConfig(sandbox));
});

beforeEach(async () => {
  await sandbox.reset();
  subnetId = (await ec2.send(new DescribeSubnetsCommand({}))).Subnets?.[0]?.SubnetId ?? '';
  alb = await createGroup('alb');
  task = await createGroup('task');
});

const attach = (options: { publicIp?: boolean; requesterId?: string } = {}) =>
  createNetworkInterface(sandbox.world(), { subnetId, securityGroupIds: [alb], description: 'ELB app/demo/1', ...options });

describe('a network interface', () => {
  test('has an address of its own, and uses up one of the subnet', async () => {
    const made = [attach(), attach(), attach()];
    expect(made.map(({ privateIp }) => privateIp)).toEqual(['172.31.0.4', '172.31.0.5', '172.31.0.6']);
    deleteNetworkInterface(sandbox.world(), made[1]?.networkInterfaceId ?? '');
    expect(attach().privateIp).toBe('172.31.0.5');
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [subnetId] }));
    expect(Subnets?.[0]?.AvailableIpAddressCount).toBe(4088);
  });

  test('is described with its groups, and found by them', async () => {
    const made = attach({ publicIp: true, requesterId: 'amazon-elb' });
    const find = async (Name: string, value: string) =>
      (await ec2.send(new DescribeNetworkInterfacesCommand({ Filters: [{ Name, Values: [value] }] }))).NetworkInterfaces;
    expect(await find('group-id', alb)).toMatchObject([
      {
        NetworkInterfaceId: made.networkInterfaceId,
        Description: 'ELB app/demo/1',
        Groups: [{ GroupId: alb, GroupName: 'alb' }],
        RequesterId: 'amazon-elb',
        RequesterManaged: true,
        Association: { PublicIp: made.publicIp },
        PrivateIpAddress: '172.31.0.4',
        Status: 'in-use',
      },
    ]);
    expect(await find('description', 'ELB app/demo/*')).toHaveLength(1);
    expect(await find('group-id', task)).toEqual([]);
  });

  test('holds its security group and its subnet', async () => {
    const { networkInterfaceId } = attach();
    await expect(ec2.send(new DeleteSecurityGroupCommand({ GroupId: alb }))).rejects.toMatchObject({
      name: 'DependencyViolation',
      message: `resource ${alb} has a dependent object`,
    });
    await expect(ec2.send(new DeleteSubnetCommand({ SubnetId: subnetId }))).rejects.toMatchObject({ name: 'DependencyViolation' });
    deleteNetworkInterface(sandbox.world(), networkInterfaceId);
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: alb }));
  });

  test('gets the default group where none is named, and never a group that is not there', () => {
    const world = sandbox.world();
    const { securityGroupIds } = createNetworkInterface(world, { subnetId, description: 'task' });
    expect(securityGroupIds.map(id => world.state.ec2.securityGroups[id]?.GroupName)).toEqual(['default']);
    expect(() => createNetworkInterface(world, { subnetId, securityGroupIds: ['sg-0'], description: '' })).toThrow("'sg-0' does not exist");
    expect(() => createNetworkInterface(world, { subnetId: 'subnet-0', description: '' })).toThrow(
      "The subnet ID 'subnet-0' does not exist",
    );
  });
});

describe('traffic', () => {
  const permit = (IpPermission: object) =>
    ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: task,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 90, ...IpPermission }],
      }),
    );
  const passes = (port: number) => allowsTraffic(sandbox.world(), [alb], [task], port);

  test('does not pass without a rule', () => {
    expect(passes(80)).toBe(false);
  });

  test.each([
    ['the other group', () => ({ UserIdGroupPairs: [{ GroupId: alb }] }), true],
    ['itself only', () => ({ UserIdGroupPairs: [{ GroupId: task }] }), false],
    ['everywhere', () => ({ IpRanges: [{ CidrIp: '0.0.0.0/0' }] }), true],
    ['the VPC', () => ({ IpRanges: [{ CidrIp: '172.31.0.0/16' }] }), true],
    ['a part of the VPC', () => ({ IpRanges: [{ CidrIp: '172.31.0.0/20' }] }), false],
    ['the other group by UDP', () => ({ IpProtocol: 'udp', UserIdGroupPairs: [{ GroupId: alb }] }), false],
  ])('passes a rule for %s', async (_whom, permission, expected) => {
    await permit(permission());
    expect(passes(80)).toBe(expected);
  });

  test('passes at the ports of the rule only', async () => {
    await permit({ UserIdGroupPairs: [{ GroupId: alb }] });
    expect([79, 80, 90, 91].map(passes)).toEqual([false, true, true, false]);
  });

  test('must also be let out', async () => {
    await permit({ UserIdGroupPairs: [{ GroupId: alb }] });
    const everything = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
    await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: alb, IpPermissions: [everything] }));
    expect(passes(80)).toBe(false);
  });
});

describe('tags', () => {
  test('are set, replaced, listed and removed', async () => {
    const Tags = [{ Key: 'app', Value: 'demo' }];
    await ec2.send(new CreateTagsCommand({ Resources: [alb, subnetId], Tags }));
    await ec2.send(
      new CreateTagsCommand({
        Resources: [alb],
        Tags: [
          { Key: 'app', Value: 'other' },
          { Key: 'env', Value: 'prod' },
        ],
      }),
    );
    const list = async () =>
      (await ec2.send(new DescribeTagsCommand({ Filters: [{ Name: 'key', Values: ['app', 'env'] }] }))).Tags?.map(
        tag => `${tag.ResourceType} ${tag.Key}=${tag.Value}`,
      );
    expect(await list()).toEqual(['subnet app=demo', 'security-group app=other', 'security-group env=prod']);
    await ec2.send(new DeleteTagsCommand({ Resources: [alb], Tags: [{ Key: 'app', Value: 'no' }, { Key: 'env' }] }));
    expect(await list()).toEqual(['subnet app=demo', 'security-group app=other']);
  });

  test.each([
    ['a resource that is not there', { Resources: ['sg-0'], Tags: [{ Key: 'a', Value: 'b' }] }, 'InvalidGroup.NotFound'],
    ['an id of no kind', { Resources: ['thing'], Tags: [{ Key: 'a', Value: 'b' }] }, 'InvalidID'],
    ['a reserved key', { Resources: [], Tags: [{ Key: 'aws:a', Value: 'b' }] }, 'InvalidParameterValue'],
    [
      'a key twice',
      {
        Resources: [],
        Tags: [
          { Key: 'a', Value: 'b' },
          { Key: 'a', Value: 'c' },
        ],
      },
      'InvalidParameterValue',
    ],
  ])('for %s are refused', async (_what, { Resources, Tags }, name) => {
    await expect(ec2.send(new CreateTagsCommand({ Resources: [...Resources, subnetId], Tags }))).rejects.toMatchObject({ name });
    expect((await ec2.send(new DescribeTagsCommand({}))).Tags).toEqual([]);
  });
});
