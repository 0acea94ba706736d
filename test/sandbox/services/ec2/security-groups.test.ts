import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type CreateSecurityGroupCommandInput,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

let sandbox: Sandbox;
let ec2: EC2Client;
let VpcId: string;
let GroupId: string;

const web: IpPermission = {
  IpProtocol: 'tcp',
  FromPort: 80,
  ToPort: 80,
  IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'everybody' }],
};

const create = async (input: Partial<CreateSecurityGroupCommandInput> = {}): Promise<string> =>
  (await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'alb', Description: 'Load balancer', VpcId, ...input }))).GroupId ?? '';

beforeAll(async () => {
  sandbox = await startTestSandbox();
  ec2 = new EC2Client(clientConfig(sandbox));
});

beforeEach(async () => {
  await sandbox.reset();
  VpcId = (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.[0]?.VpcId ?? '';
  GroupId = await create();
});

const permit = (...IpPermissions: IpPermission[]) => ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
const described = async (id = GroupId) => (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))).SecurityGroups?.[0];
const refusal = (name: string, message: string | RegExp) => ({ name, Code: name, message: expect.stringMatching(message) as string });

describe('a security group', () => {
  test('lets nothing in and everything out, and carries its tags', async () => {
    const TagSpecifications = [{ ResourceType: 'security-group' as const, Tags: [{ Key: 'app', Value: 'demo' }] }];
    const id = await create({ GroupName: 'task', TagSpecifications });
    expect(await described(id)).toMatchObject({
      GroupName: 'task',
      VpcId,
      OwnerId: '111122223333',
      SecurityGroupArn: `arn:aws:ec2:us-east-1:111122223333:security-group/${id}`,
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      Tags: [{ Key: 'app', Value: 'demo' }],
    });
    expect((await described(id))?.IpPermissions ?? []).toEqual([]);
    const byTag = await ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'tag:app', Values: ['demo'] }] }));
    expect(byTag.SecurityGroups?.map(group => group.GroupId)).toEqual([id]);
  });

  test('has a name of its own in its VPC', async () => {
    await expect(create()).rejects.toMatchObject(
      refusal('InvalidGroup.Duplicate', `^The security group 'alb' already exists for VPC '${VpcId}'$`),
    );
    const other = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId;
    await expect(create({ VpcId: other })).resolves.toMatch(/^sg-[0-9a-f]{17}$/);
  });

  test.each([
    ['a name that begins like an id', { GroupName: 'sg-web' }, 'InvalidParameterValue'],
    ['the name default', { GroupName: 'default' }, 'InvalidGroup.Reserved'],
    ['a name too long', { GroupName: 'n'.repeat(256) }, 'InvalidParameterValue'],
    ['a Korean description', { Description: '보안 그룹' }, 'InvalidParameterValue'],
    ['an apostrophe in the description', { Description: "it's" }, 'InvalidParameterValue'],
    ['a VPC that is not there', { VpcId: 'vpc-0' }, 'InvalidVpcID.NotFound'],
    [
      'tags for something else',
      { TagSpecifications: [{ ResourceType: 'subnet' as const, Tags: [{ Key: 'a', Value: 'b' }] }] },
      'InvalidParameterValue',
    ],
  ])('with %s is refused', async (_what, input, name) => {
    await expect(create({ GroupName: 'other', ...input })).rejects.toMatchObject({ name });
  });

  test('is deleted once, and never the default one', async () => {
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    await expect(ec2.send(new DeleteSecurityGroupCommand({ GroupId }))).rejects.toMatchObject(
      refusal('InvalidGroup.NotFound', `^The security group '${GroupId}' does not exist$`),
    );
    await expect(ec2.send(new DeleteSecurityGroupCommand({ GroupName: 'default' }))).rejects.toMatchObject({ name: 'CannotDelete' });
  });

  test('that a rule of another refers to stays', async () => {
    const task = await create({ GroupName: 'task' });
    const fromAlb = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId }] };
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: task, IpPermissions: [fromAlb] }));
    const remove = () => ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    await expect(remove()).rejects.toMatchObject(refusal('DependencyViolation', `^resource ${GroupId} has a dependent object$`));
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: task, IpPermissions: [fromAlb] }));
    await remove();
  });
});

describe('rules', () => {
  test('are one for each peer, and show as permissions too', async () => {
    const { SecurityGroupRules } = await permit({ ...web, IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '192.168.1.7/16' }] });
    expect(SecurityGroupRules?.map(rule => rule.CidrIpv4)).toEqual(['10.0.0.0/8', '192.168.0.0/16']);
    expect((await described())?.IpPermissions).toMatchObject([
      { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '192.168.0.0/16' }] },
    ]);
    const rules = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [GroupId] }] }));
    expect(rules.SecurityGroupRules?.map(rule => [rule.IsEgress, rule.IpProtocol, rule.FromPort])).toEqual([
      [true, '-1', -1],
      [false, 'tcp', 80],
      [false, 'tcp', 80],
    ]);
  });

  test('carry tags and a description', async () => {
    const TagSpecifications = [{ ResourceType: 'security-group-rule' as const, Tags: [{ Key: 'app', Value: 'demo' }] }];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [web], TagSpecifications }));
    const found = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'tag:app', Values: ['demo'] }] }));
    expect(found.SecurityGroupRules).toMatchObject([{ Description: 'everybody', CidrIpv4: '0.0.0.0/0', GroupId }]);
  });

  test.each([
    [web, 'peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW'],
    [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }, 'peer: 10.0.0.0/8, ALL, ALLOW'],
    [{ ...web, IpProtocol: '6' }, 'peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW'],
  ])('cannot be given twice', async (permission, text) => {
    await permit(permission);
    await expect(permit(permission)).rejects.toMatchObject({
      name: 'InvalidPermission.Duplicate',
      message: `the specified rule "${text}" already exists`,
    });
  });

  test('are all given or none', async () => {
    await permit(web);
    await expect(permit({ ...web, FromPort: 8080, ToPort: 8080 }, web)).rejects.toMatchObject({ name: 'InvalidPermission.Duplicate' });
    expect((await described())?.IpPermissions).toHaveLength(1);
  });

  test.each([
    ['no ports', { IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, 'InvalidParameterValue'],
    ['ports the wrong way round', { ...web, FromPort: 90 }, 'InvalidParameterValue'],
    ['a range that is none', { ...web, IpRanges: [{ CidrIp: '1.2.3.4/40' }] }, 'InvalidParameterValue'],
    ['a group that is not there', { ...web, IpRanges: [], UserIdGroupPairs: [{ GroupId: 'sg-0' }] }, 'InvalidGroup.NotFound'],
    ['nobody', { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }, 'MissingParameter'],
    ['the same peer twice', { ...web, IpRanges: [{ CidrIp: '0.0.0.0/0' }, { CidrIp: '0.0.0.0/0' }] }, 'InvalidParameterValue'],
    ['a protocol that is none', { ...web, IpProtocol: 'smtp' }, 'InvalidPermission.Malformed'],
  ])('with %s are refused', async (_what, permission, name) => {
    await expect(permit(permission)).rejects.toMatchObject({ name });
  });

  test('are limited to 60 in each direction', async () => {
    const IpRanges = Array.from({ length: 60 }, (_, index) => ({ CidrIp: `10.0.${index}.0/24` }));
    await permit({ ...web, IpRanges });
    await expect(permit(web)).rejects.toMatchObject({ name: 'RulesPerSecurityGroupLimitExceeded' });
  });

  test('go by id', async () => {
    const { SecurityGroupRules } = await permit(web);
    const ids = SecurityGroupRules?.map(rule => rule.SecurityGroupRuleId ?? '') ?? [];
    const answer = await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: ids }));
    expect(answer.RevokedSecurityGroupRules?.map(rule => rule.CidrIpv4)).toEqual(['0.0.0.0/0']);
    await expect(ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: ids }))).rejects.toMatchObject({
      name: 'InvalidSecurityGroupRuleId.NotFound',
    });
  });

  test('that are not there are reported in the default VPC and refused in others', async () => {
    const answer = await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: [web] }));
    expect(answer.UnknownIpPermissions).toMatchObject([{ IpProtocol: 'tcp', FromPort: 80 }]);
    const other = await create({ VpcId: (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId });
    await expect(ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: other, IpPermissions: [web] }))).rejects.toMatchObject(
      refusal('InvalidPermission.NotFound', 'does not exist in this security group'),
    );
  });

  test('out of a group can be narrowed', async () => {
    const everything = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
    await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [everything] }));
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [{ ...web, FromPort: 443, ToPort: 443 }] }));
    expect((await described())?.IpPermissionsEgress).toMatchObject([{ FromPort: 443 }]);
  });

  test('are found by what they say', async () => {
    await permit(web);
    const Filters = [{ Name: 'ip-permission.from-port', Values: ['80'] }];
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    expect(SecurityGroups?.map(group => group.GroupName)).toEqual(['alb']);
  });
});
