import {
  CreateServiceCommand,
  CreateTaskSetCommand,
  DeleteTaskSetCommand,
  DescribeTaskSetsCommand,
  UpdateServicePrimaryTaskSetCommand,
  UpdateTaskSetCommand,
} from '@aws-sdk/client-ecs';
import { DeleteListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { findService } from '../../../../src/sandbox/services/ecs/find.ts';
import { createTaskSet, taskSetStatus } from '../../../../src/sandbox/services/ecs/task-sets.ts';
import { createRunningService, createFront, describe, register, startStage, webService } from '../../../helpers/stage.ts';

test('a second task set comes up beside the first, becomes the primary one, and the first goes', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  const taskDefinition = await register(stage);
  const at = { cluster: 'demo', service: 'web' };
  await stage.ecs.send(
    new CreateServiceCommand({ cluster: 'demo', serviceName: 'web', desiredCount: 2, deploymentController: { type: 'EXTERNAL' } }),
  );
  const { launchType, networkConfiguration, loadBalancers } = webService(stage, front.blue, taskDefinition);
  const first = await stage.ecs.send(new CreateTaskSetCommand({ ...at, taskDefinition, launchType, networkConfiguration, loadBalancers }));
  const blue = first.taskSet?.id ?? '';
  await stage.ecs.send(new UpdateServicePrimaryTaskSetCommand({ ...at, primaryTaskSet: blue }));
  await stage.time.advance(90);
  const { taskSet } = await stage.ecs.send(
    new CreateTaskSetCommand({
      ...at,
      taskDefinition,
      launchType,
      networkConfiguration,
      externalId: 'd-1',
      scale: { value: 50, unit: 'PERCENT' },
      loadBalancers: [{ targetGroupArn: front.green, containerName: 'web', containerPort: 80 }],
    }),
  );
  const green = taskSet?.id ?? '';
  expect(taskSet).toMatchObject({
    status: 'ACTIVE',
    externalId: 'd-1',
    computedDesiredCount: 1,
    stabilityStatus: 'STABILIZING',
    taskDefinition,
  });
  await stage.time.advance(90);
  await stage.ecs.send(new UpdateTaskSetCommand({ ...at, taskSet: green, scale: { value: 100, unit: 'PERCENT' } }));
  await stage.time.advance(90);
  const { taskSets } = await stage.ecs.send(new DescribeTaskSetsCommand({ ...at, taskSets: [green] }));
  expect(taskSets).toMatchObject([{ computedDesiredCount: 2, runningCount: 2, stabilityStatus: 'STEADY_STATE' }]);
  expect((await describe(stage)).runningCount).toBe(4);

  await stage.ecs.send(new UpdateServicePrimaryTaskSetCommand({ ...at, primaryTaskSet: green }));
  const switched = await describe(stage);
  expect(switched).toMatchObject({ taskDefinition, loadBalancers: [{ targetGroupArn: front.green }] });
  expect(switched.taskSets?.map(set => [set.id, set.status])).toEqual([
    [blue, 'ACTIVE'],
    [green, 'PRIMARY'],
  ]);
  await expect(stage.ecs.send(new DeleteTaskSetCommand({ ...at, taskSet: blue }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await stage.ecs.send(new DeleteTaskSetCommand({ ...at, taskSet: blue, force: true }));
  expect((await describe(stage)).taskSets).toMatchObject([{ status: 'DRAINING', computedDesiredCount: 0 }, {}]);
  await stage.time.advance(60);
  expect((await describe(stage)).taskSets?.map(set => set.id)).toEqual([green]);
  await expect(stage.ecs.send(new DeleteTaskSetCommand({ ...at, taskSet: blue }))).rejects.toMatchObject({
    name: 'TaskSetNotFoundException',
  });
});

test('a task set whose target group no listener uses is steady as soon as its tasks run', async () => {
  const stage = await startStage();
  const front = await createRunningService(stage);
  const world = stage.sandbox.world();
  const service = findService(world, 'demo', 'web');
  if (!service) throw new Error('the service is gone');

  const loadBalancers = [{ targetGroupArn: front.green, containerName: 'web', containerPort: 80 }];
  const id = createTaskSet(world, service, { startedBy: 'CODE_DEPLOY', loadBalancers });
  await stage.elb.send(new DeleteListenerCommand({ ListenerArn: front.test }));
  await stage.time.advance(39);
  expect(taskSetStatus(world, service, id)).toMatchObject({ desired: 1, pending: 1, running: 0, steady: false, allHealthy: false });
  await stage.time.advance(1);
  expect(taskSetStatus(world, service, id)).toMatchObject({ desired: 1, pending: 0, running: 1, steady: true, allHealthy: true });
});

test.each(['ECS', 'CODE_DEPLOY'] as const)('task sets of a service that %s deploys cannot be made or changed by hand', async type => {
  const stage = await startStage();
  const front = await createFront(stage);
  await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, await register(stage), { deploymentController: { type } })));
  const at = { cluster: 'demo', service: 'web' };
  const taskSet = (await describe(stage)).taskSets?.[0]?.id ?? 'ecs-svc/1';
  const refused = {
    name: 'InvalidParameterException',
    message: 'Amazon ECS only supports task set management on services configured to use external deployment controllers.',
  };
  for (const sent of [
    stage.ecs.send(new CreateTaskSetCommand({ ...at, taskDefinition: 'web:1' })),
    stage.ecs.send(new UpdateTaskSetCommand({ ...at, taskSet, scale: { value: 0, unit: 'PERCENT' } })),
    stage.ecs.send(new UpdateServicePrimaryTaskSetCommand({ ...at, primaryTaskSet: taskSet })),
    stage.ecs.send(new DeleteTaskSetCommand({ ...at, taskSet, force: true })),
  ])
    await expect(sent).rejects.toMatchObject(refused);
});
