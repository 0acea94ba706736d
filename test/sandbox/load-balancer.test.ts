import { AuthorizeSecurityGroupIngressCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { CreateServiceCommand } from '@aws-sdk/client-ecs';
import { CreateRuleCommand, ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Agent } from 'node:http';
import { expect, test } from 'vitest';
import { findService } from '../../src/sandbox/services/ecs/find.ts';
import { createTaskSet, deleteTaskSet, setPrimaryTaskSet } from '../../src/sandbox/services/ecs/task-sets.ts';
import { forwardListener } from '../../src/sandbox/services/elbv2/forward-listener.ts';
import { ask, hammer as hammerWith } from '../helpers/hammer.ts';
import {
  addressOf,
  createFront,
  createRunningService,
  createTargets,
  listen,
  register,
  startStage,
  webService,
  webTask,
  type Stage,
} from '../helpers/stage.ts';

/** As many clients as told, over kept connections; every fourth of them posts. */
function hammer(address: string, clients: number): () => Promise<ReadonlyMap<string, number>> {
  const agent = new Agent({ keepAlive: true });
  return hammerWith({
    address,
    agents: Array.from({ length: clients }, () => agent),
    method: client => (client % 4 === 0 ? 'POST' : 'GET'),
    describe: ({ status, colour }, method) => `${method} ${status} ${colour}`,
  });
}

/** Answers that a user would call a failure. A file server refuses POST with 405, which is an answer. */
const failures = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts.keys()].filter(key => !/^(GET 200|POST 405) (blue|green)$/.test(key));

test('no request fails while blue and green change places many times', async () => {
  const stage = await startStage();
  const front = await createRunningService(stage, { desiredCount: 2 });
  const world = stage.sandbox.world();
  const stop = hammer(addressOf(stage, front.production), 16);
  let [live, idle] = [front.blue, front.green];
  for (let round = 0; round < 12; round += 1) {
    const service = findService(world, 'demo', 'web');
    if (!service) throw new Error('the service is gone');
    const old = service.taskSets.find(set => set.status === 'PRIMARY');
    forwardListener(world, front.production, [
      { targetGroupArn: live, weight: 100 },
      { targetGroupArn: idle, weight: 0 },
    ]);
    const next = createTaskSet(world, service, {
      startedBy: 'CODE_DEPLOY',
      loadBalancers: [{ targetGroupArn: idle, containerName: 'web', containerPort: 80 }],
    });
    const steady = await stage.time.advanceUntil(() => service.taskSets.some(set => set.id === next && set.steady), 300);
    expect(steady).toBe(true);
    for (const weight of [10, 50, 100]) {
      forwardListener(world, front.production, [
        { targetGroupArn: live, weight: 100 - weight },
        { targetGroupArn: idle, weight },
      ]);
      await ask(addressOf(stage, front.production), new Agent(), 'GET');
    }
    setPrimaryTaskSet(world, service, next);
    deleteTaskSet(world, service, old?.id ?? '');
    await stage.time.advance(60);
    expect(service.taskSets.map(set => set.id)).toEqual([next]);
    [live, idle] = [idle, live];
  }
  const counts = await stop();
  expect(failures(counts)).toEqual([]);
  expect(counts.get('GET 200 blue')).toBeGreaterThan(100);
  expect(counts.get('GET 200 green')).toBeGreaterThan(100);
  expect(world.runtime.tasks.size).toBe(2);
});

test('requests do fail when a task dies without draining, so the test above can fail', async () => {
  const stage = await startStage();
  const front = await createRunningService(stage);
  const stop = hammer(addressOf(stage, front.production), 8);
  const [servers] = stage.sandbox.world().runtime.tasks.values();
  await servers?.close();
  expect((await ask(addressOf(stage, front.production), new Agent(), 'GET')).status).toBe(502);
  expect(failures(await stop())).not.toEqual([]);
});

test('weights are kept to, and a target group of weight zero gets nothing', async () => {
  const stage = await startStage();
  const front = await createRunningService(stage);
  const world = stage.sandbox.world();
  const service = findService(world, 'demo', 'web');
  if (!service) throw new Error('the service is gone');
  createTaskSet(world, service, {
    startedBy: 'CODE_DEPLOY',
    loadBalancers: [{ targetGroupArn: front.green, containerName: 'web', containerPort: 80 }],
  });
  await stage.time.advance(120);
  const share = async (blue: number, green: number): Promise<number> => {
    forwardListener(world, front.production, [
      { targetGroupArn: front.blue, weight: blue },
      { targetGroupArn: front.green, weight: green },
    ]);
    const agent = new Agent({ keepAlive: true });
    const answers = await Promise.all(Array.from({ length: 400 }, () => ask(addressOf(stage, front.production), agent, 'GET')));
    agent.destroy();
    return answers.filter(({ colour }) => colour === 'green').length / answers.length;
  };
  expect(await share(100, 0)).toBe(0);
  expect(await share(75, 25)).toBeGreaterThan(0.1);
  expect(await share(75, 25)).toBeLessThan(0.4);
  expect(await share(0, 100)).toBe(1);
});

async function status(address: string, init?: RequestInit): Promise<number> {
  const answer = await fetch(address, { redirect: 'manual', ...init });
  await answer.arrayBuffer();
  return answer.status;
}

test('rules choose by path, host, method, header and query before the default action does', async () => {
  const stage = await startStage();
  const front = await createRunningService(stage);
  const rule = (
    Priority: number,
    code: string,
    condition: NonNullable<ConstructorParameters<typeof CreateRuleCommand>[0]['Conditions']>[number],
  ) =>
    stage.elb.send(
      new CreateRuleCommand({
        ListenerArn: front.production,
        Priority,
        Conditions: [condition],
        Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: code, MessageBody: code } }],
      }),
    );
  await rule(5, '201', { Field: 'path-pattern', Values: ['/api/*'] });
  await rule(6, '202', { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Preview', Values: ['yes'] } });
  await rule(7, '203', { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2*' }] } });
  await rule(8, '204', { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['DELETE'] } });
  await rule(9, '205', { Field: 'host-header', Values: ['other.example'] });
  const address = addressOf(stage, front.production);
  expect(await status(`${address}/api/x?y=1`)).toBe(201);
  expect(await status(address, { headers: { 'x-preview': 'YES' } })).toBe(202);
  expect(await status(`${address}/?v=21`)).toBe(203);
  expect(await status(address, { method: 'DELETE' })).toBe(204);
  expect(await status(address)).toBe(200);
});

test('a redirect keeps what it does not name', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  await stage.elb.send(
    new ModifyListenerCommand({
      ListenerArn: front.production,
      DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
    }),
  );
  const answer = await fetch(`${addressOf(stage, front.production)}/a/b?c=d?e`, { redirect: 'manual' });
  expect(answer.status).toBe(301);
  expect(answer.headers.get('location')).toBe('https://127.0.0.1:443/a/b?c=d?e');
});

test('security groups that do not let the load balancer in make checks time out and requests end in 504', async () => {
  const stage = await startStage();
  const front = await createRunningService(stage, { healthCheckGracePeriodSeconds: 600 });
  expect(await status(addressOf(stage, front.production))).toBe(200);
  await stage.ec2.send(
    new RevokeSecurityGroupIngressCommand({
      GroupId: stage.taskGroup,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: stage.balancerGroup }] }],
    }),
  );
  await stage.time.advance(31);
  expect(targetHealth(stage, front.blue)).toMatchObject({
    health: 'unhealthy',
    reason: 'Target.Timeout',
    description: 'Request timed out',
  });
  await expect.poll(() => status(addressOf(stage, front.production))).toBe(504);
});

test('a port that the image does not listen on refuses', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  const wrong = await createTargets(stage, 'demo-wrong');
  const listener = await listen(stage, front.balancer, 9000, wrong);
  const { containerDefinitions } = webTask(stage);
  const definition = await register(stage, {
    containerDefinitions: containerDefinitions?.map(container => ({
      ...container,
      portMappings: [{ containerPort: 80 }, { containerPort: 81 }],
    })),
  });
  await stage.ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: stage.taskGroup,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 81, ToPort: 81, UserIdGroupPairs: [{ GroupId: stage.balancerGroup }] }],
    }),
  );
  await stage.ecs.send(
    new CreateServiceCommand(
      webService(stage, wrong, definition, {
        healthCheckGracePeriodSeconds: 600,
        loadBalancers: [{ targetGroupArn: wrong, containerName: 'web', containerPort: 81 }],
      }),
    ),
  );
  await stage.time.advance(90);
  expect(targetHealth(stage, wrong)).toMatchObject({ health: 'unhealthy', reason: 'Target.FailedHealthChecks' });
  expect(await status(addressOf(stage, listener))).toBe(502);
});

const targetHealth = (stage: Stage, group: string) => stage.sandbox.world().state.elbv2.targetGroups[group]?.targets[0];

test('a regular expression that takes for ever matches nothing, and holds the load balancer up only once', async () => {
  const stage = await startStage();
  const front = await createRunningService(stage);
  const rule = (Priority: number, regex: string, changes: object) =>
    stage.elb.send(
      new CreateRuleCommand({
        ListenerArn: front.production,
        Priority,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: [regex] } }],
        Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '201' } }],
        ...changes,
      }),
    );
  const address = addressOf(stage, front.production);
  const endless = `${address}/${'a'.repeat(60)}!`;
  await rule(1, '^/(a+)+$', {});
  expect(await status(`${address}/aaa`)).toBe(201);
  expect(await status(endless)).toBe(404);
  const started = performance.now();
  expect(await Promise.all(Array.from({ length: 20 }, () => status(endless)))).toEqual(Array(20).fill(404));
  expect(performance.now() - started).toBeLessThan(1000);

  const Actions = [{ Type: 'forward' as const, TargetGroupArn: front.blue }];
  const rewrite = (Regex: string, Replace: string) => ({
    Actions,
    Transforms: [{ Type: 'url-rewrite' as const, UrlRewriteConfig: { Rewrites: [{ Regex, Replace }] } }],
  });
  await rule(2, '^/endless', rewrite('(b+)+$', '/'));
  await rule(3, '^/odd', rewrite('^/odd', 'two words'));
  await rule(4, '^/even', rewrite('^/even/(.*)$', '/$1'));
  expect(await status(`${address}/endless/${'b'.repeat(60)}!`)).toBe(500);
  expect(await status(`${address}/odd`)).toBe(500);
  expect(await status(`${address}/even/index.html`)).toBe(200);
});
