import { expect, it } from 'vitest';
import { elbv2 } from '../../../../src/sandbox/services/elbv2/index.ts';
import { permissions } from '../../../../src/sandbox/services/elbv2/permissions.ts';
import { asked, needsOf } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices([elbv2]);

const arn = (path: string): string => `arn:aws:elasticloadbalancing:us-east-1:111122223333:${path}`;
const balancer = arn('loadbalancer/app/web/1');
const listener = arn('listener/app/web/1/2');
const Tags = [{ Key: 'app', Value: 'demo' }];

it.each([
  [
    'CreateTargetGroup',
    { Name: 'blue', Tags },
    { 'elasticloadbalancing:CreateTargetGroup': arn('targetgroup/blue/*'), 'elasticloadbalancing:AddTags': arn('targetgroup/blue/*') },
  ],
  [
    'CreateListener',
    { LoadBalancerArn: balancer, Tags },
    { 'elasticloadbalancing:CreateListener': balancer, 'elasticloadbalancing:AddTags': arn('listener/app/web/1/*') },
  ],
  [
    'CreateRule',
    { ListenerArn: listener, Tags },
    { 'elasticloadbalancing:CreateRule': listener, 'elasticloadbalancing:AddTags': arn('listener-rule/app/web/1/2/*') },
  ],
  ['ModifyListener', { ListenerArn: listener }, { 'elasticloadbalancing:ModifyListener': listener }],
  [
    'DeleteTargetGroup',
    { TargetGroupArn: arn('targetgroup/blue/1') },
    { 'elasticloadbalancing:DeleteTargetGroup': arn('targetgroup/blue/1') },
  ],
  ['RemoveTags', { ResourceArns: [balancer, listener] }, { 'elasticloadbalancing:RemoveTags': `${balancer} ${listener}` }],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});

it('asks for the service-linked role with the first load balancer, and tells scheme and subnets', () => {
  const input = { Name: 'web', Subnets: ['subnet-1'], Tags };
  expect(asked(permissions, world, 'CreateLoadBalancer', input)).toEqual({
    'elasticloadbalancing:CreateLoadBalancer': arn('loadbalancer/app/web/*'),
    'elasticloadbalancing:AddTags': arn('loadbalancer/app/web/*'),
    'iam:CreateServiceLinkedRole':
      'arn:aws:iam::111122223333:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing',
  });
  const [creation, tagging] = needsOf(permissions, world, 'CreateLoadBalancer', input);
  expect(creation?.context).toEqual({
    'aws:RequestTag/app': 'demo',
    'aws:TagKeys': ['app'],
    'elasticloadbalancing:Scheme': 'internet-facing',
    'elasticloadbalancing:Subnet': ['subnet-1'],
  });
  expect(tagging?.context).toMatchObject({ 'elasticloadbalancing:CreateAction': 'CreateLoadBalancer' });
});

it('tells the tags of what is there', () => {
  world.state.elbv2.tags[balancer] = Tags;
  expect(needsOf(permissions, world, 'DeleteLoadBalancer', { LoadBalancerArn: balancer })[0]?.context).toEqual({
    'aws:ResourceTag/app': 'demo',
    'elasticloadbalancing:ResourceTag/app': 'demo',
  });
});
