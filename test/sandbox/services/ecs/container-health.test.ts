import {
  CreateServiceCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RunTaskCommand,
  type HealthCheck,
  type Task,
} from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { describe, register, startStage, webService, webTask, type Stage } from '../../../helpers/stage.ts';

const CURL: HealthCheck = { command: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'], interval: 10, retries: 2 };

const definition = (stage: Stage, image: string, healthCheck: HealthCheck): Promise<string> =>
  register(stage, { containerDefinitions: webTask(stage).containerDefinitions?.map(container => ({ ...container, image, healthCheck })) });

async function tasks(stage: Stage, desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING'): Promise<Task[]> {
  const { taskArns = [] } = await stage.ecs.send(new ListTasksCommand({ cluster: 'demo', desiredStatus }));
  return taskArns.length === 0 ? [] : ((await stage.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: taskArns }))).tasks ?? []);
}

/** A service without load balancer. */
async function startService(image: string, healthCheck: HealthCheck) {
  const stage = await startStage();
  const input = webService(stage, '', await definition(stage, image, healthCheck), {
    deploymentController: { type: 'ECS' },
    loadBalancers: [],
  });
  await stage.ecs.send(new CreateServiceCommand(input));
  await stage.time.advance(42);
  return stage;
}

test('a container is of unknown health until its first check has passed, and its service is not steady before', async () => {
  const stage = await startService('sandbox/sample:v1', CURL);
  expect(await tasks(stage)).toMatchObject([{ healthStatus: 'UNKNOWN', containers: [{ healthStatus: 'UNKNOWN' }] }]);
  expect((await describe(stage)).deployments).toMatchObject([{ rolloutState: 'IN_PROGRESS' }]);
  await stage.time.advance(10);
  expect(await tasks(stage)).toMatchObject([{ healthStatus: 'HEALTHY', containers: [{ healthStatus: 'HEALTHY' }] }]);
  expect((await describe(stage)).deployments).toMatchObject([{ rolloutState: 'COMPLETED' }]);
});

test('a container that fails its checks is unhealthy, and the service replaces its task', async () => {
  const stage = await startService('sandbox/never-healthy', CURL);
  const [first] = await tasks(stage);
  await stage.time.advance(21);
  expect(await tasks(stage, 'STOPPED')).toMatchObject([
    { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Task failed container health checks', healthStatus: 'UNHEALTHY' },
  ]);
  expect((await describe(stage)).events?.map(event => event.message)).toContain(
    `(service web) (task ${first?.taskArn?.split('/').at(-1)}) failed container health checks.`,
  );
});

test('failures of the start period do not count', async () => {
  const stage = await startService('sandbox/slow-start', { ...CURL, startPeriod: 60 });
  await stage.time.advance(40);
  expect(await tasks(stage)).toMatchObject([{ healthStatus: 'UNKNOWN' }]);
  await stage.time.advance(20);
  expect(await tasks(stage)).toMatchObject([{ healthStatus: 'HEALTHY' }]);
});

test('a task without service goes on running, however unhealthy', async () => {
  const stage = await startStage();
  const taskDefinition = await definition(stage, 'sandbox/never-healthy', CURL);
  const { networkConfiguration } = webService(stage, '', taskDefinition);
  await stage.ecs.send(new RunTaskCommand({ cluster: 'demo', taskDefinition, launchType: 'FARGATE', networkConfiguration }));
  await stage.time.advance(120);
  expect(await tasks(stage)).toMatchObject([{ lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' }]);
});
