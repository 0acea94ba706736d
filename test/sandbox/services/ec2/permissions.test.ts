import { expect, it } from 'vitest';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.ts';
import { permissions } from '../../../../src/sandbox/services/ec2/permissions.ts';
import { asked, needsOf } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices([ec2]);

const arn = (path: string): string => `arn:aws:ec2:us-east-1:111122223333:${path}`;
const [VpcId = ''] = Object.keys(world.state.ec2.vpcs);
const [GroupId = ''] = Object.keys(world.state.ec2.securityGroups);
const tagged = (ResourceType: string) => [{ ResourceType, Tags: [{ Key: 'app', Value: 'demo' }] }];

it.each([
  ['DescribeVpcs', {}, { 'ec2:DescribeVpcs': '*' }],
  [
    'CreateSecurityGroup',
    { GroupName: 'web', VpcId, TagSpecifications: tagged('security-group') },
    { 'ec2:CreateSecurityGroup': `${arn('security-group/*')} ${arn(`vpc/${VpcId}`)}`, 'ec2:CreateTags': arn('security-group/*') },
  ],
  ['AuthorizeSecurityGroupIngress', { GroupId }, { 'ec2:AuthorizeSecurityGroupIngress': arn(`security-group/${GroupId}`) }],
  ['AuthorizeSecurityGroupIngress', { GroupName: 'default' }, { 'ec2:AuthorizeSecurityGroupIngress': arn(`security-group/${GroupId}`) }],
  [
    'AuthorizeSecurityGroupIngress',
    { GroupId, TagSpecifications: tagged('security-group-rule') },
    {
      'ec2:AuthorizeSecurityGroupIngress': `${arn(`security-group/${GroupId}`)} ${arn('security-group-rule/*')}`,
      'ec2:CreateTags': arn('security-group-rule/*'),
    },
  ],
  ['CreateTags', { Resources: ['sg-1', 'vpc-1'] }, { 'ec2:CreateTags': `${arn('security-group/sg-1')} ${arn('vpc/vpc-1')}` }],
  ['DeleteSecurityGroup', { GroupId: 'sg-1' }, { 'ec2:DeleteSecurityGroup': arn('security-group/sg-1') }],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});

it('tells what made a thing that is tagged at birth', () => {
  const [, tagging] = needsOf(permissions, world, 'CreateSecurityGroup', { VpcId, TagSpecifications: tagged('security-group') });
  expect(tagging?.context).toEqual({
    'ec2:Region': 'us-east-1',
    'ec2:CreateAction': 'CreateSecurityGroup',
    'aws:RequestTag/app': 'demo',
    'aws:TagKeys': ['app'],
  });
});

it('tells the VPC and the tags of a security group', () => {
  const group = world.state.ec2.securityGroups[GroupId];
  if (group) group.Tags = [{ Key: 'app', Value: 'demo' }];
  expect(needsOf(permissions, world, 'DeleteSecurityGroup', { GroupId })[0]?.context).toEqual({
    'aws:ResourceTag/app': 'demo',
    'ec2:ResourceTag/app': 'demo',
    'ec2:Region': 'us-east-1',
    'ec2:SecurityGroupID': GroupId,
    'ec2:Vpc': arn(`vpc/${VpcId}`),
  });
});
