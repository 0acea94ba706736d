import { CreateServiceCommand, UpdateServiceCommand, type Deployment, type DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { createFront, describe, register, startStage, webService, webTask, type Stage } from '../../../helpers/stage.ts';

const webAt = (stage: Stage, image: string): Promise<string> =>
  register(stage, { containerDefinitions: webTask(stage).containerDefinitions?.map(container => ({ ...container, image })) });

/** A steady service of the ECS controller. */
async function startRolling(deploymentConfiguration: DeploymentConfiguration, desiredCount = 2) {
  const stage = await startStage();
  const front = await createFront(stage);
  const first = await webAt(stage, 'sandbox/sample:v1');
  await stage.ecs.send(
    new CreateServiceCommand(
      webService(stage, front.blue, first, { deploymentController: { type: 'ECS' }, deploymentConfiguration, desiredCount }),
    ),
  );
  await stage.time.advance(120);
  const deploy = async (image: string): Promise<string> => {
    const taskDefinition = await webAt(stage, image);
    await stage.ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', taskDefinition }));
    return taskDefinition;
  };
  const deployments = async (): Promise<Deployment[]> => (await describe(stage)).deployments ?? [];
  return { ...stage, first, deploy, deployments };
}

const messages = async (stage: Stage): Promise<string[]> => (await describe(stage)).events?.map(event => event.message ?? '') ?? [];

/** The most and the least tasks that ran or were about to, and the least healthy ones, while a deployment lasted. */
async function watch(stage: Awaited<ReturnType<typeof startRolling>>): Promise<{ most: number; least: number }> {
  let [most, least] = [0, Number.POSITIVE_INFINITY];
  await stage.time.advanceUntil(async () => {
    const { runningCount = 0, pendingCount = 0 } = await describe(stage);
    most = Math.max(most, runningCount + pendingCount);
    least = Math.min(least, runningCount);
    return (await stage.deployments()).length === 1 && (await stage.deployments())[0]?.rolloutState === 'COMPLETED';
  }, 1200);
  return { most, least };
}

test.each([
  ['all new ones first', { minimumHealthyPercent: 100, maximumPercent: 200 }, { most: 4, least: 2 }],
  ['one after the other', { minimumHealthyPercent: 100, maximumPercent: 150 }, { most: 3, least: 2 }],
  ['making room first', { minimumHealthyPercent: 50, maximumPercent: 100 }, { most: 2, least: 1 }],
])('a deployment keeps to the percentages of its service: %s', async (_, configuration, expected) => {
  const stage = await startRolling(configuration);
  expect(await stage.deployments()).toMatchObject([{ rolloutState: 'COMPLETED' }]);
  const taskDefinition = await stage.deploy('sandbox/sample:v2');
  await stage.time.advance(1);
  expect(await stage.deployments()).toMatchObject([
    { status: 'ACTIVE', taskDefinition: stage.first, rolloutState: 'COMPLETED' },
    { status: 'PRIMARY', taskDefinition, rolloutState: 'IN_PROGRESS', desiredCount: 2 },
  ]);
  expect(await watch(stage)).toEqual(expected);
  expect(await stage.deployments()).toMatchObject([{ status: 'PRIMARY', taskDefinition, runningCount: 2 }]);
  const [id] = (await stage.deployments()).map(deployment => deployment.id);
  expect((await messages(stage)).slice(0, 2)).toEqual([
    '(service web) has reached a steady state.',
    `(service web) (deployment ${id}) deployment completed.`,
  ]);
});

test('percentages that leave no room keep a deployment from moving', async () => {
  const stage = await startRolling({ minimumHealthyPercent: 100, maximumPercent: 100 }, 1);
  await stage.deploy('sandbox/sample:v2');
  await stage.time.advance(600);
  expect(await stage.deployments()).toMatchObject([
    { status: 'ACTIVE', runningCount: 1 },
    { status: 'PRIMARY', runningCount: 0 },
  ]);
  expect((await messages(stage))[0]).toBe(
    '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
  );
});

test('the circuit breaker ends a deployment whose tasks fail, and leads back to the one before', async () => {
  const stage = await startRolling({ deploymentCircuitBreaker: { enable: true, rollback: true } });
  const [before] = await stage.deployments();
  const sick = await stage.deploy('sandbox/crash-at-start:latest');
  await stage.time.advanceUntil(async () => (await describe(stage)).taskDefinition === stage.first, 1200);
  const [, failed] = (await stage.deployments()).sort((a, b) => Number(a.createdAt) - Number(b.createdAt));
  expect(failed).toMatchObject({
    status: 'ACTIVE',
    taskDefinition: sick,
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
  });
  const events = await messages(stage);
  expect(events).toContain(`(service web) (deployment ${failed?.id}) deployment failed: tasks failed to start.`);
  expect(events).toContain(`(service web) rolling back to deployment ${before?.id}.`);
  await stage.time.advance(120);
  expect(await stage.deployments()).toMatchObject([{ id: before?.id, status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 2 }]);
});

test('without rollback the failed deployment stays, and starts no more tasks', async () => {
  const stage = await startRolling({ deploymentCircuitBreaker: { enable: true, rollback: false } });
  await stage.deploy('sandbox/crash-at-start:latest');
  await stage.time.advance(900);
  const failed = await stage.deployments();
  expect(failed).toMatchObject([
    { status: 'ACTIVE', runningCount: 2 },
    { status: 'PRIMARY', runningCount: 0, pendingCount: 0, rolloutState: 'FAILED' },
  ]);
  expect(failed[1]?.failedTasks).toBeGreaterThanOrEqual(3);
  await stage.deploy('sandbox/sample:v2');
  await stage.time.advance(300);
  expect(await stage.deployments()).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 2 }]);
});
