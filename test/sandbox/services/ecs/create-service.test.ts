import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  ListAccountSettingsCommand,
  ListClustersCommand,
  ListServicesCommand,
  PutClusterCapacityProvidersCommand,
  RunTaskCommand,
  UpdateClusterCommand,
  UpdateClusterSettingsCommand,
  UpdateServiceCommand,
  type CreateServiceCommandInput,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createFront,
  createRunningService,
  createTargets,
  describe as read,
  register,
  startStage,
  webService,
  type Stage,
} from '../../../helpers/stage.ts';

describe('CreateService refuses', () => {
  let stage: Stage;
  let front: Awaited<ReturnType<typeof createFront>>;
  let idle: string;
  let instances: string;
  beforeAll(async () => {
    stage = await startStage();
    front = await createFront(stage);
    await register(stage);
    idle = await createTargets(stage, 'idle');
    const created = await stage.elb.send(
      new CreateTargetGroupCommand({ Name: 'instances', Protocol: 'HTTP', Port: 80, VpcId: stage.vpcId }),
    );
    instances = created.TargetGroups?.[0]?.TargetGroupArn ?? '';
  });

  const balanced = (targetGroupArn: string, containerName = 'web', containerPort = 80) => ({
    loadBalancers: [{ targetGroupArn, containerName, containerPort }],
  });
  const cases: readonly [string, () => Partial<CreateServiceCommandInput>, RegExp][] = [
    ['no load balancer for CODE_DEPLOY', () => ({ loadBalancers: [] }), /^Exactly one load balancer is required/],
    ['a load balancer for EXTERNAL', () => ({ deploymentController: { type: 'EXTERNAL' } }), /^LoadBalancers must be empty or null\.$/],
    [
      'a target group behind no listener',
      () => balanced(idle),
      /^The target group with targetGroupArn arn:\S+targetgroup\/idle\/\w+ does not have an associated load balancer\.$/,
    ],
    [
      'a target group of instances',
      () => balanced(instances),
      /has target type instance, which is incompatible with the awsvpc network mode/,
    ],
    [
      'a container that is not in the task definition',
      () => balanced(front.blue, 'app'),
      /^The container app does not exist in the task definition\.$/,
    ],
    [
      'a port that is not in the task definition',
      () => balanced(front.blue, 'web', 81),
      /^The container web did not have a container port 81 defined\.$/,
    ],
    [
      'no network',
      () => ({ networkConfiguration: undefined }),
      /^Network Configuration must be provided when networkMode 'awsvpc' is specified\.$/,
    ],
    [
      'a subnet that is not there',
      () => ({ networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0'] } } }),
      /InvalidSubnetID\.NotFound/,
    ],
    [
      'launch type and capacity providers together',
      () => ({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] }),
      /both a launch type and capacity provider strategy/,
    ],
    [
      'a circuit breaker with CODE_DEPLOY',
      () => ({ deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } }),
      /circuit breaker/,
    ],
    [
      'a grace period without a load balancer',
      () => ({ deploymentController: { type: 'ECS' }, loadBalancers: [], healthCheckGracePeriodSeconds: 5 }),
      /Health check grace period is only valid/,
    ],
  ];
  test.each(cases)('%s', async (_, changes, message) => {
    await expect(stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, 'web:1', changes())))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(message),
    });
  });

  test('what is not there at all', async () => {
    const create = (changes: Partial<CreateServiceCommandInput>) =>
      stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, 'web:1', changes)));
    await expect(create({ cluster: 'none' })).rejects.toMatchObject({ name: 'ClusterNotFoundException', message: 'Cluster not found.' });
    await expect(create({ taskDefinition: 'web:9' })).rejects.toMatchObject({
      name: 'ClientException',
      message: 'TaskDefinition not found.',
    });
    await expect(
      create({ deploymentController: { type: 'ECS' }, deploymentConfiguration: { strategy: 'BLUE_GREEN' } }),
    ).rejects.toMatchObject({
      name: 'UnsupportedFeatureException',
    });
  });
});

test('a service is made once: an identical call with its token gets it, any other is refused', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  const input = webService(stage, front.blue, await register(stage), { clientToken: 'token-1' });
  const first = await stage.ecs.send(new CreateServiceCommand(input));
  const second = await stage.ecs.send(new CreateServiceCommand(input));
  expect(second.service?.serviceArn).toBe(first.service?.serviceArn);
  await expect(stage.ecs.send(new CreateServiceCommand({ ...input, clientToken: 'token-2' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Creation of service was not idempotent.',
  });
  expect((await stage.ecs.send(new ListServicesCommand({ cluster: 'demo' }))).serviceArns).toEqual([first.service?.serviceArn]);
  const described = await stage.ecs.send(new DescribeServicesCommand({ cluster: 'demo', services: ['none'] }));
  expect(described).toMatchObject({
    services: [],
    failures: [{ arn: 'arn:aws:ecs:us-east-1:111122223333:service/demo/none', reason: 'MISSING' }],
  });
});

test('UpdateService leaves to CodeDeploy what is CodeDeploy’s', async () => {
  const stage = await startStage();
  await createRunningService(stage);
  const update = (changes: Partial<UpdateServiceCommandInput>) =>
    stage.ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', ...changes }));
  await expect(update({ taskDefinition: 'web:1' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message:
      'Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
  });
  for (const changes of [
    { forceNewDeployment: true },
    { platformVersion: '1.4.0' },
    { networkConfiguration: { awsvpcConfiguration: { subnets: stage.subnets } } },
  ]) {
    await expect(update(changes)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  }
  const { service } = await update({ desiredCount: 2, healthCheckGracePeriodSeconds: 30, propagateTags: 'SERVICE' });
  expect(service).toMatchObject({ desiredCount: 2, healthCheckGracePeriodSeconds: 30, propagateTags: 'SERVICE' });
  await expect(update({ service: 'none' })).rejects.toMatchObject({ name: 'ServiceNotFoundException' });
});

test('a rolling service brings up its new deployment before the old one goes', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  await stage.ecs.send(
    new CreateServiceCommand(webService(stage, front.blue, await register(stage), { deploymentController: { type: 'ECS' } })),
  );
  await stage.time.advance(120);
  expect(await read(stage)).toMatchObject({
    deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 1 }],
    runningCount: 1,
  });
  await stage.ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', taskDefinition: await register(stage) }));
  const during = await read(stage);
  expect(during.deployments?.map(({ status, taskDefinition }) => [status, taskDefinition?.split('/')[1]]).sort()).toEqual([
    ['ACTIVE', 'web:1'],
    ['PRIMARY', 'web:2'],
  ]);
  await stage.time.advance(41);
  expect((await read(stage)).runningCount).toBe(2);
  await stage.time.advance(120);
  expect(await read(stage)).toMatchObject({ deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }], runningCount: 1 });
  expect((await read(stage)).taskSets ?? []).toEqual([]);
});

test('a cluster is made once, keeps its settings and stays INACTIVE after it is deleted', async () => {
  const stage = await startStage();
  const { cluster } = await stage.ecs.send(
    new CreateClusterCommand({
      clusterName: 'other',
      capacityProviders: ['FARGATE'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      tags: [{ key: 'a', value: '1' }],
    }),
  );
  expect(cluster).toMatchObject({ status: 'ACTIVE', capacityProviders: ['FARGATE'], tags: [{ key: 'a', value: '1' }] });
  const again = await stage.ecs.send(new CreateClusterCommand({ clusterName: 'other' }));
  expect(again.cluster?.capacityProviders).toEqual(['FARGATE']);
  await stage.ecs.send(new UpdateClusterSettingsCommand({ cluster: 'other', settings: [{ name: 'containerInsights', value: 'enabled' }] }));
  await stage.ecs.send(
    new PutClusterCapacityProvidersCommand({
      cluster: 'other',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [],
    }),
  );
  const read = async (clusters: string[]) => stage.ecs.send(new DescribeClustersCommand({ clusters, include: ['SETTINGS', 'TAGS'] }));
  expect(await read(['other', 'none'])).toMatchObject({
    clusters: [{ settings: [{ name: 'containerInsights', value: 'enabled' }], capacityProviders: ['FARGATE', 'FARGATE_SPOT'] }],
    failures: [{ arn: 'arn:aws:ecs:us-east-1:111122223333:cluster/none', reason: 'MISSING' }],
  });
  const insights = { name: 'containerInsights', value: 'disabled' } as const;
  const updated = await stage.ecs.send(new UpdateClusterCommand({ cluster: 'other', settings: [insights] }));
  expect(updated.cluster).toMatchObject({ clusterName: 'other', settings: [insights] });
  expect((await read(['other'])).clusters).toMatchObject([{ settings: [insights], capacityProviders: ['FARGATE', 'FARGATE_SPOT'] }]);
  await stage.ecs.send(new DeleteClusterCommand({ cluster: 'other' }));
  expect((await read(['other'])).clusters).toMatchObject([{ status: 'INACTIVE' }]);
  expect((await stage.ecs.send(new ListClustersCommand({}))).clusterArns).toEqual(['arn:aws:ecs:us-east-1:111122223333:cluster/demo']);
});

test('a cluster with a service is not deleted', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, await register(stage))));
  await expect(stage.ecs.send(new DeleteClusterCommand({ cluster: 'demo' }))).rejects.toMatchObject({
    name: 'ClusterContainsServicesException',
    message: 'The Cluster cannot be deleted while Services are active.',
  });
});

test('a task runs without a service', async () => {
  const stage = await startStage();
  await register(stage);
  const { tasks } = await stage.ecs.send(
    new RunTaskCommand({
      cluster: 'demo',
      taskDefinition: 'web',
      count: 2,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: stage.subnets, assignPublicIp: 'ENABLED' } },
    }),
  );
  expect(tasks).toMatchObject([{ lastStatus: 'PROVISIONING', group: 'family:web' }, { lastStatus: 'PROVISIONING' }]);
  await stage.time.advance(40);
  const { clusters } = await stage.ecs.send(new DescribeClustersCommand({ clusters: ['demo'] }));
  expect(clusters).toMatchObject([{ runningTasksCount: 2 }]);
});

test('capacity providers and account settings can be asked for', async () => {
  const stage = await startStage();
  const { capacityProviders } = await stage.ecs.send(new DescribeCapacityProvidersCommand({}));
  expect(capacityProviders?.map(provider => provider.name)).toEqual(['FARGATE', 'FARGATE_SPOT']);
  const { settings } = await stage.ecs.send(new ListAccountSettingsCommand({ effectiveSettings: true, name: 'tagResourceAuthorization' }));
  expect(settings).toMatchObject([{ value: 'on' }]);
});
