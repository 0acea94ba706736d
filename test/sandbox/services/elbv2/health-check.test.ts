import { DescribeTargetHealthCommand, ModifyTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RequestListener } from 'node:http';
import { beforeEach, expect, test } from 'vitest';
import { addressOf, createRunningService, startStage, type Stage } from '../../../helpers/stage.ts';
import { replaceTasks } from '../../../helpers/upstream.ts';

let stage: Stage;
let front: Awaited<ReturnType<typeof createRunningService>>;

beforeEach(async () => {
  stage = await startStage();
  // Failing checks are to be seen here, not mended by ECS.
  front = await createRunningService(stage, { healthCheckGracePeriodSeconds: 100_000 });
});

const health = async () =>
  (await stage.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: front.blue }))).TargetHealthDescriptions?.[0]?.TargetHealth;

const change = (settings: object) => stage.elb.send(new ModifyTargetGroupCommand({ TargetGroupArn: front.blue, ...settings }));

const answering = (listener: RequestListener) => replaceTasks(stage, () => listener);

test('a code outside of the matcher makes a target unhealthy, and as many passes as are wanted make it healthy again', async () => {
  let status = 500;
  const agents = new Set<unknown>();
  await answering((request, response) => {
    agents.add(request.headers['user-agent']);
    response.statusCode = status;
    response.end();
  });
  await change({ HealthyThresholdCount: 3, Matcher: { HttpCode: '200-204,301' } });
  await stage.time.advance(16);
  expect(await health()).toEqual({ State: 'healthy' });
  await stage.time.advance(15);
  expect(await health()).toEqual({
    State: 'unhealthy',
    Reason: 'Target.ResponseCodeMismatch',
    Description: 'Health checks failed with these codes: [500]',
  });
  // There is no healthy target left: the load balancer fails open.
  expect((await fetch(addressOf(stage, front.production))).status).toBe(500);
  status = 301;
  await stage.time.advance(30);
  expect(await health()).toMatchObject({ State: 'unhealthy' });
  await stage.time.advance(15);
  expect(await health()).toEqual({ State: 'healthy' });
  expect([...agents]).toContain('ELB-HealthChecker/2.0');
});

test('a target that answers later than the timeout allows is unhealthy, as is one that breaks off', async () => {
  let answers = false;
  await answering((request, response) => {
    if (answers) request.socket.destroy();
    else setTimeout(() => response.end(), 10_000);
  });
  await change({ HealthCheckTimeoutSeconds: 2 });
  await stage.time.advance(31);
  expect(await health()).toEqual({ State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' });
  answers = true;
  await stage.time.advance(15);
  expect(await health()).toEqual({ State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' });
});

test('checks go to the path, and fail on a port that nothing listens on', async () => {
  const paths = new Set<unknown>();
  await answering((request, response) => {
    paths.add(request.url);
    response.end();
  });
  await change({ HealthCheckPath: '/up?deep=1' });
  await stage.time.advance(16);
  expect([...paths]).toEqual(['/up?deep=1']);
  await change({ HealthCheckPort: '81' });
  await stage.time.advance(31);
  expect(await health()).toMatchObject({ State: 'unhealthy', Reason: 'Target.Timeout' });
});
