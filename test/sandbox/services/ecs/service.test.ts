import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import {
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  StopTaskCommand,
  UpdateServiceCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand, ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe as suite, expect, test } from 'vitest';
import {
  addressOf,
  createFront,
  createRunningService,
  createTargets,
  describe,
  register,
  startStage,
  webService,
  type Stage,
} from '../../../helpers/stage.ts';

async function tasksOf(stage: Stage, desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING'): Promise<Task[]> {
  const { taskArns = [] } = await stage.ecs.send(new ListTasksCommand({ cluster: 'demo', serviceName: 'web', desiredStatus }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await stage.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: taskArns }));
  return tasks;
}

const messages = async (stage: Stage): Promise<string[]> => (await describe(stage)).events?.map(event => event.message ?? '') ?? [];

test('a CODE_DEPLOY service brings its task from PROVISIONING to healthy and answers through the load balancer', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  const created = await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, await register(stage))));
  expect(created.service).toMatchObject({ status: 'ACTIVE', deployments: [], deploymentController: { type: 'CODE_DEPLOY' } });
  expect(created.service?.taskSets).toMatchObject([
    { status: 'PRIMARY', stabilityStatus: 'STABILIZING', computedDesiredCount: 1, runningCount: 0 },
  ]);

  const before = await fetch(addressOf(stage, front.production));
  expect(before.status).toBe(503);

  await stage.time.advance(2);
  expect(await tasksOf(stage)).toMatchObject([{ lastStatus: 'PROVISIONING', desiredStatus: 'RUNNING' }]);
  await stage.time.advance(10);
  expect(await tasksOf(stage)).toMatchObject([{ lastStatus: 'PENDING' }]);
  await stage.time.advance(30);
  const [task] = await tasksOf(stage);
  expect(task).toMatchObject({
    lastStatus: 'RUNNING',
    group: 'service:web',
    containers: [{ lastStatus: 'RUNNING', imageDigest: expect.stringMatching(/^sha256:/) }],
  });

  const health = async () =>
    (await stage.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: front.blue }))).TargetHealthDescriptions;
  expect(await health()).toMatchObject([{ TargetHealth: { State: 'initial' }, Target: { Port: 80 } }]);
  await stage.time.advance(30);
  expect(await health()).toMatchObject([{ TargetHealth: { State: 'healthy' } }]);
  const service = await describe(stage);
  expect(service.taskSets).toMatchObject([{ stabilityStatus: 'STEADY_STATE', runningCount: 1, pendingCount: 0 }]);
  expect(service).toMatchObject({ runningCount: 1, pendingCount: 0, deployments: [] });
  const events = await messages(stage);
  expect(events[0]).toBe('(service web) has reached a steady state.');
  expect(events.at(-1)).toMatch(/^\(service web\) updated computedDesiredCount for taskSet ecs-svc\/\d{19} to 1\.$/);
  expect(events.at(-2)).toMatch(/^\(service web, taskSet ecs-svc\/\d{19}\) has started 1 tasks: \(task [0-9a-f]{32}\)\.$/);

  const answer = await fetch(addressOf(stage, front.production));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-sandbox-colour')).toBe('blue');
  expect(answer.headers.get('x-sandbox-target-group')).toBe('demo-blue');
  expect(task?.taskArn).toContain(answer.headers.get('x-sandbox-task'));
  expect(await answer.text()).toContain('<');

  const lines = await stage.logs.send(new FilterLogEventsCommand({ logGroupName: '/ecs/web' }));
  expect(lines.events?.map(event => event.message)).toEqual([
    expect.stringContaining('started'),
    expect.stringContaining('"GET / HTTP/1.1" 200'),
  ]);
  expect(lines.events?.[0]?.logStreamName).toMatch(/^web\/web\/[0-9a-f]{32}$/);
});

test('more tasks spread over the subnets, fewer drain before they stop', async () => {
  const stage = await startStage();
  const front = await createRunningService(stage, { desiredCount: 4 });
  const zones = (await tasksOf(stage)).map(task => task.availabilityZone);
  expect(zones.filter(zone => zone === zones[0])).toHaveLength(2);

  await stage.ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', desiredCount: 1 }));
  await stage.time.advance(0);
  const { TargetHealthDescriptions: health } = await stage.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: front.blue }));
  expect(health?.map(({ TargetHealth }) => TargetHealth?.State).sort()).toEqual(['draining', 'draining', 'draining', 'healthy']);
  expect(await messages(stage)).toContainEqual(expect.stringMatching(/has begun draining connections on 3 tasks\.$/));
  await stage.time.advance(60);
  const stopped = await tasksOf(stage, 'STOPPED');
  expect(stopped).toHaveLength(3);
  expect(stopped[0]).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: expect.stringContaining('Scaling activity initiated by'),
  });
  await stage.time.advance(3600);
  expect(await tasksOf(stage, 'STOPPED')).toEqual([]);
});

test('a task that somebody stops is replaced', async () => {
  const stage = await startStage();
  await createRunningService(stage);
  const [task] = await tasksOf(stage);
  await stage.ecs.send(new StopTaskCommand({ cluster: 'demo', task: task?.taskArn ?? '', reason: 'by hand' }));
  expect(await tasksOf(stage)).toEqual([]);
  await stage.time.advance(45);
  expect(await tasksOf(stage)).toMatchObject([{ lastStatus: 'RUNNING' }]);
  expect(await tasksOf(stage, 'STOPPED')).toMatchObject([{ stopCode: 'UserInitiated', stoppedReason: 'by hand' }]);
});

test('tasks that fail the health check are replaced, later and later', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  const taskDefinition = await register(stage);
  const sick = await createTargets(stage, 'demo-sick', { HealthCheckPath: '/nowhere' });
  await stage.elb.send(new ModifyListenerCommand({ ListenerArn: front.test, DefaultActions: [{ Type: 'forward', TargetGroupArn: sick }] }));
  await stage.ecs.send(new CreateServiceCommand(webService(stage, sick, taskDefinition, { healthCheckGracePeriodSeconds: 60 })));
  await stage.time.advance(42 + 59);
  expect(await tasksOf(stage, 'STOPPED')).toEqual([]);
  const { TargetHealthDescriptions: health } = await stage.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: sick }));
  expect(health).toMatchObject([
    {
      TargetHealth: {
        State: 'unhealthy',
        Reason: 'Target.ResponseCodeMismatch',
        Description: 'Health checks failed with these codes: [404]',
      },
    },
  ]);
  await stage.time.advance(2);
  const [stopping] = await tasksOf(stage, 'STOPPED');
  expect(stopping?.stoppedReason).toBe(`Task failed ELB health checks in (target-group ${sick})`);
  expect(await messages(stage)).toContainEqual(
    expect.stringContaining(`is unhealthy in (target-group ${sick}) due to (reason Health checks failed with these codes: [404]).`),
  );
  await stage.time.advance(1200);
  expect(await messages(stage)).toContainEqual(expect.stringContaining('is unable to consistently start tasks successfully.'));
  expect((await tasksOf(stage, 'STOPPED')).length).toBeLessThan(9);
});

suite('a deleted service', () => {
  test('drains, then is INACTIVE, and frees name, addresses and cluster', async () => {
    const stage = await startStage();
    const front = await createRunningService(stage);
    await expect(stage.ecs.send(new DeleteServiceCommand({ cluster: 'demo', service: 'web' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The service cannot be stopped while it is scaled above 0.',
    });
    const deleted = await stage.ecs.send(new DeleteServiceCommand({ cluster: 'demo', service: 'web', force: true }));
    expect(deleted.service?.status).toBe('DRAINING');
    await expect(stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, 'web:1')))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Unable to Start a service that is still Draining.',
    });
    await expect(stage.ecs.send(new DeleteClusterCommand({ cluster: 'demo' }))).rejects.toMatchObject({
      name: 'ClusterContainsTasksException',
    });
    await stage.time.advance(60);
    expect((await describe(stage)).status).toBe('INACTIVE');
    const { NetworkInterfaces } = await stage.ec2.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'group-id', Values: [stage.taskGroup] }] }),
    );
    expect(NetworkInterfaces).toEqual([]);
    const again = await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, 'web:1')));
    expect(again.service?.status).toBe('ACTIVE');
  });
});
