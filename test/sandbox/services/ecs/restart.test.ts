import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateServiceCommand, DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import { listenerAddress } from '../../../../src/sandbox/load-balancer.ts';
import { pushImage } from '../../../helpers/push-image.ts';
import { startTestSandbox, temporaryFolder } from '../../../helpers/sandbox.ts';
import { addressOf, clientsOf, createFront, register, startStage, webService, webTask } from '../../../helpers/stage.ts';

test('after a restart of the sandbox listeners answer on their ports, tasks serve and health checks go on', async () => {
  const folder = await temporaryFolder();
  const stage = await startStage({ folder });
  const front = await createFront(stage);
  const image = await pushImage(stage.sandbox, 'web', { page: 'still here' });
  const definition = await register(stage, {
    containerDefinitions: webTask(stage).containerDefinitions?.map(container => ({ ...container, image })),
  });
  await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, definition)));
  await stage.time.advance(120);
  const address = addressOf(stage, front.production);
  const before = await fetch(address);
  expect(await before.text()).toBe('still here');
  await stage.sandbox.close();
  await expect(fetch(address)).rejects.toThrow('fetch failed');

  const time = steppedTime(stage.time.now());
  const sandbox = await startTestSandbox({ folder, clock: time, port: stage.sandbox.port });
  expect(listenerAddress(sandbox.world(), front.production)).toBe(address);
  const answer = await fetch(address);
  expect(answer.headers.get('x-sandbox-task')).toBe(before.headers.get('x-sandbox-task'));
  expect(answer.headers.get('x-sandbox-digest')).toBe(before.headers.get('x-sandbox-digest'));
  expect(await answer.text()).toBe('still here');

  const { ecs, elb } = clientsOf(sandbox);
  const [task] = sandbox.world().runtime.tasks.values();
  await task?.close();
  await time.advance(31);
  const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: front.blue }));
  expect(TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth?.State)).toContain('draining');
  await time.advance(120);
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }));
  expect(services?.[0]?.taskSets).toMatchObject([{ stabilityStatus: 'STEADY_STATE', runningCount: 1 }]);
});

test('a container that was still starting listens when its time has come', async () => {
  const folder = await temporaryFolder();
  const stage = await startStage({ folder });
  const front = await createFront(stage);
  const image = 'sandbox/slow-start';
  const definition = await register(stage, {
    containerDefinitions: webTask(stage).containerDefinitions?.map(container => ({ ...container, image })),
  });
  await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, definition, { healthCheckGracePeriodSeconds: 300 })));
  await stage.time.advance(42 + 30);
  await stage.sandbox.close();

  const time = steppedTime(stage.time.now());
  const sandbox = await startTestSandbox({ folder, clock: time, port: stage.sandbox.port });
  const [task] = sandbox.world().runtime.tasks.values();
  expect(task?.ports.size).toBe(0);
  await time.advance(30);
  expect((await fetch(addressOf({ ...stage, sandbox }, front.production))).status).toBe(200);
});
