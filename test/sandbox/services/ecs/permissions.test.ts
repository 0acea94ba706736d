import { expect, it } from 'vitest';
import { permissions } from '../../../../src/sandbox/services/ecs/permissions.ts';
import { SERVICES } from '../../../../src/sandbox/services/index.ts';
import { asked, needsOf } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices(SERVICES);
const arn = (path: string): string => `arn:aws:ecs:us-east-1:111122223333:${path}`;
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const tags = [{ key: 'app', value: 'demo' }];
const service = { cluster: 'demo', service: 'web' };

it.each([
  ['CreateCluster', { clusterName: 'demo', tags }, { 'ecs:CreateCluster': arn('cluster/demo'), 'ecs:TagResource': arn('cluster/demo') }],
  ['DescribeClusters', { clusters: ['a', arn('cluster/b')] }, { 'ecs:DescribeClusters': `${arn('cluster/a')} ${arn('cluster/b')}` }],
  [
    'RegisterTaskDefinition',
    { family: 'web', executionRoleArn: role('execution'), taskRoleArn: 'task', tags },
    {
      'ecs:RegisterTaskDefinition': arn('task-definition/web:*'),
      'ecs:TagResource': arn('task-definition/web:*'),
      'iam:PassRole': `${role('task')} ${role('execution')}`,
    },
  ],
  ['DescribeTaskDefinition', { taskDefinition: 'web:1' }, { 'ecs:DescribeTaskDefinition': '*' }],
  ['DeleteTaskDefinitions', { taskDefinitions: ['web:1'] }, { 'ecs:DeleteTaskDefinitions': arn('task-definition/web:1') }],
  ['CreateService', { cluster: 'demo', serviceName: 'web' }, { 'ecs:CreateService': arn('service/demo/web') }],
  ['DescribeServices', { cluster: arn('cluster/demo'), services: ['web'] }, { 'ecs:DescribeServices': arn('service/demo/web') }],
  ['DeleteService', service, { 'ecs:DeleteService': arn('service/demo/web') }],
  ['CreateTaskSet', service, { 'ecs:CreateTaskSet': arn('task-set/demo/web/*') }],
  ['DeleteTaskSet', { ...service, taskSet: 'ecs-svc/1' }, { 'ecs:DeleteTaskSet': arn('task-set/demo/web/ecs-svc/1') }],
  ['UpdateServicePrimaryTaskSet', service, { 'ecs:UpdateServicePrimaryTaskSet': arn('service/demo/web') }],
  ['ListTasks', { cluster: 'demo' }, { 'ecs:ListTasks': '*' }],
  ['DescribeTasks', { cluster: 'demo', tasks: ['1'] }, { 'ecs:DescribeTasks': arn('task/demo/1') }],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});

it('tells cluster, task definition and network of a service', () => {
  const network = { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'ENABLED' } };
  const input = { cluster: 'demo', serviceName: 'web', taskDefinition: 'web:3', networkConfiguration: network, tags };
  expect(needsOf(permissions, world, 'CreateService', input)).toEqual([
    {
      action: 'ecs:CreateService',
      resource: arn('service/demo/web'),
      context: {
        'aws:RequestTag/app': 'demo',
        'aws:TagKeys': ['app'],
        'ecs:cluster': arn('cluster/demo'),
        'ecs:task-definition': arn('task-definition/web:3'),
        'ecs:subnet': ['subnet-1'],
        'ecs:auto-assign-public-ip': 'true',
      },
    },
    {
      action: 'ecs:TagResource',
      resource: arn('service/demo/web'),
      context: { 'aws:RequestTag/app': 'demo', 'aws:TagKeys': ['app'], 'ecs:CreateAction': 'CreateService' },
    },
  ]);
});

it('passes task roles to the tasks, and the roles that move traffic to ECS', () => {
  const task = { family: 'web', executionRoleArn: role('execution') };
  const passed = (operation: string, input: object): unknown =>
    needsOf(permissions, world, operation, input).find(({ action }) => action === 'iam:PassRole');
  expect(passed('RegisterTaskDefinition', task)).toEqual({
    action: 'iam:PassRole',
    resource: role('execution'),
    context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
  });
  const native = { serviceName: 'web', loadBalancers: [{ advancedConfiguration: { roleArn: role('infrastructure') } }] };
  expect(passed('CreateService', native)).toMatchObject({
    resource: role('infrastructure'),
    context: { 'iam:PassedToService': 'ecs.amazonaws.com' },
  });
});

it('tells the tags of what is there, and runs the newest revision of a family', () => {
  world.state.ecs.tags[arn('cluster/demo')] = tags;
  expect(needsOf(permissions, world, 'DeleteCluster', { cluster: 'demo' })[0]?.context).toEqual({
    'aws:ResourceTag/app': 'demo',
    'ecs:ResourceTag/app': 'demo',
  });
  const revision = (number: number) => ({
    taskDefinitionArn: arn(`task-definition/web:${number}`),
    family: 'web',
    revision: number,
    containerDefinitions: [],
    status: 'ACTIVE' as const,
    executionRoleArn: role('execution'),
  });
  Object.assign(world.state.ecs.taskDefinitions, { 'web:1': revision(1), 'web:2': revision(2) });
  expect(asked(permissions, world, 'RunTask', { cluster: 'demo', taskDefinition: 'web', tags })).toEqual({
    'ecs:RunTask': arn('task-definition/web:2'),
    'ecs:TagResource': arn('task/demo/*'),
    'iam:PassRole': role('execution'),
  });
});
