import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, CreateServiceCommand, DescribeServicesCommand, ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import { CreatePipelineCommand, CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../src/sandbox/clock-stepped.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../../helpers/sandbox.ts';
import { smallTask } from '../../helpers/small-task.ts';

const own = async (
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const response = await fetch(`${sandbox.endpoint}/_sandbox/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

test('a fault is armed, listed with how often it happened, and cleared over HTTP', async () => {
  const sandbox = await startTestSandbox();
  const armed = await own(sandbox, 'POST', 'faults', { kind: 'throttling', service: 'ecs', operation: 'Create*', times: 3 });
  expect(armed).toMatchObject({ status: 200, body: { kind: 'throttling', fired: 0 } });
  await expect(new ECSClient(clientConfig(sandbox)).send(new CreateClusterCommand({}))).rejects.toMatchObject({
    name: 'ThrottlingException',
  });
  const listed = await own(sandbox, 'GET', 'faults');
  expect(listed.body).toMatchObject([{ service: 'ecs', seen: 1, fired: 1 }]);
  const [{ id }] = listed.body as [{ id: string }];
  expect(await own(sandbox, 'DELETE', `faults/${id}`)).toEqual({ status: 200, body: { cleared: 1 } });
  expect((await own(sandbox, 'DELETE', `faults/${id}`)).status).toBe(404);
  await new ECSClient(clientConfig(sandbox)).send(new CreateClusterCommand({}));
});

test('all that is wrong with a fault is told at once', async () => {
  const sandbox = await startTestSandbox();
  const { status, body } = await own(sandbox, 'POST', 'faults', {
    kind: 'throtling',
    service: 'esc',
    times: 0,
    colour: 'red',
    effect: 'yes',
  });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    mistakes: [
      { field: 'kind', problem: 'unknown' },
      { field: 'times', problem: 'number', min: 1 },
      { field: 'colour', problem: 'unknown' },
      { field: 'effect', problem: 'type' },
      { field: 'service', problem: 'unknown' },
    ],
  });
  expect(sandbox.faults.list()).toEqual([]);
});

test.each([
  [{ kind: 'throttling', service: 'ecs', operation: 'CreateServce' }, 'operation "CreateServce" is none of: '],
  [{ kind: 'quota', service: 'sts' }, 'operation "*" is none of: '],
  [{ kind: 'capacity', service: 'ecs' }, 'this kind of fault does not take service'],
  [{ kind: 'access-denied' }, 'action is missing'],
  [{ kind: 'stuck-load-balancer', state: 'broken' }, 'state "broken" is none of: provisioning, failed'],
  [{ kind: 'server-error', status: 418 }, 'status 418 is none of: 500, 502, 503, 504'],
  [[], 'kind is missing'],
])('a fault %j is refused', async (asked, text) => {
  const sandbox = await startTestSandbox();
  const { status, body } = await own(sandbox, 'POST', 'faults', asked);
  expect([status, (body as { message: string }).message]).toEqual([400, expect.stringContaining(text)]);
});

test('what an action is denied for is denied as by a policy of the organization', async () => {
  const sandbox = await startTestSandbox();
  await own(sandbox, 'POST', 'faults', { kind: 'access-denied', service: 'ecs', operation: 'CreateCluster' });
  await expect(new ECSClient(clientConfig(sandbox)).send(new CreateClusterCommand({ clusterName: 'shop' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(
      /^User: arn:aws:iam::111122223333:\S+ is not authorized to perform: ecs:CreateCluster on resource: \S+ with an explicit deny in a service control policy$/,
    ) as string,
  });
});

test('a new role cannot be used by services until it has spread', async () => {
  const clock = steppedTime();
  const sandbox = await startTestSandbox({ clock });
  sandbox.faults.arm({ kind: 'iam-propagation', seconds: 10 });
  const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'codepipeline.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const iam = new IAMClient(clientConfig(sandbox));
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'pipeline', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', ...trust }) }),
  );
  const action = (category: 'Source' | 'Approval', provider: string, rest: object) => ({
    name: provider,
    actionTypeId: { category, owner: 'AWS' as const, provider, version: '1' },
    ...rest,
  });
  const create = () =>
    new CodePipelineClient(clientConfig(sandbox)).send(
      new CreatePipelineCommand({
        pipeline: {
          name: 'p',
          roleArn: Role?.Arn,
          artifactStore: { type: 'S3', location: 'artifacts-bucket' },
          stages: [
            {
              name: 'Source',
              actions: [
                action('Source', 'CodeCommit', {
                  configuration: { RepositoryName: 'r', BranchName: 'main' },
                  outputArtifacts: [{ name: 'SourceArtifact' }],
                }),
              ],
            },
            { name: 'Approve', actions: [action('Approval', 'Manual', {})] },
          ],
        },
      }),
    );
  await expect(create()).rejects.toMatchObject({
    name: 'InvalidStructureException',
    message: `CodePipeline is not authorized to perform AssumeRole on role ${Role?.Arn}`,
  });
  await clock.advance(11);
  expect((await create()).pipeline?.name).toBe('p');
});

test.each(['provisioning', 'failed'] as const)('a stuck load balancer stays %s until the fault is cleared', async state => {
  const clock = steppedTime();
  const sandbox = await startTestSandbox({ clock });
  const elb = new ElasticLoadBalancingV2Client(clientConfig(sandbox));
  const { Subnets } = await new EC2Client(clientConfig(sandbox)).send(new DescribeSubnetsCommand({}));
  const { id } = sandbox.faults.arm({ kind: 'stuck-load-balancer', state, match: 'shop' });
  await elb.send(new CreateLoadBalancerCommand({ Name: 'shop', Subnets: Subnets?.slice(0, 2).map(({ SubnetId = '' }) => SubnetId) }));
  const seen = async () => (await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers?.[0]?.State?.Code;
  await clock.advance(600);
  expect(await seen()).toBe(state);
  expect(sandbox.faults.list()).toMatchObject([{ fired: 1 }]);
  sandbox.faults.clear(id);
  await clock.advance(20);
  expect(await seen()).toBe('active');
});

test('without capacity no task is placed', async () => {
  const sandbox = await startTestSandbox();
  const { ecs, placed } = await smallTask(sandbox);
  sandbox.faults.arm({ kind: 'capacity', times: 1 });
  const run = () => ecs.send(new RunTaskCommand(placed));
  expect(await run()).toMatchObject({
    tasks: [],
    failures: [{ reason: 'Capacity is unavailable at this time. Please try again later or in a different availability zone' }],
  });
  expect((await run()).tasks).toHaveLength(1);
});

test('a service does not get steady until the fault is cleared', async () => {
  const clock = steppedTime();
  const sandbox = await startTestSandbox({ clock });
  const { ecs, placed } = await smallTask(sandbox);
  sandbox.faults.arm({ kind: 'unsteady-service', match: 'shop/web' });
  await ecs.send(new CreateServiceCommand({ ...placed, serviceName: 'web', desiredCount: 1 }));
  const isSteady = async (): Promise<boolean> => {
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }));
    return services?.[0]?.events?.some(({ message }) => message?.includes('has reached a steady state')) ?? false;
  };
  await clock.advance(600);
  expect(await isSteady()).toBe(false);
  expect(sandbox.faults.list()).toMatchObject([{ fired: 1 }]);
  sandbox.faults.clear();
  await clock.advance(30);
  expect(await isSteady()).toBe(true);
});

test.each([
  ['throttling', {}, 429, 'TOOMANYREQUESTS'],
  ['expired-credentials', {}, 403, 'DENIED'],
  ['server-error', { status: 503 }, 503, 'UNKNOWN'],
] as const)('the registry has faults too: %s', async (kind, rest, status, code) => {
  const sandbox = await startTestSandbox();
  sandbox.faults.arm({ kind, ...rest, service: 'registry', operation: 'GetManifest', times: 1 });
  const pull = () => fetch(`${sandbox.endpoint}/v2/sandbox/sample/manifests/v1`);
  const refused = await pull();
  expect([refused.status, await refused.json()]).toMatchObject([status, { errors: [{ code }] }]);
  expect((await pull()).status).toBe(200);
});

test('a connection of the registry is dropped', async () => {
  const sandbox = await startTestSandbox();
  sandbox.faults.arm({ kind: 'drop', service: 'registry' });
  await expect(fetch(`${sandbox.endpoint}/v2/`)).rejects.toThrow('fetch failed');
});

test('time skips ahead, and what waits fires in its order', async () => {
  const sandbox = await startTestSandbox({ speed: 1 });
  const elb = new ElasticLoadBalancingV2Client(clientConfig(sandbox));
  const { Subnets } = await new EC2Client(clientConfig(sandbox)).send(new DescribeSubnetsCommand({}));
  await elb.send(new CreateLoadBalancerCommand({ Name: 'shop', Subnets: Subnets?.slice(0, 2).map(({ SubnetId = '' }) => SubnetId) }));
  const seen = async () => (await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers?.[0]?.State?.Code;
  expect(await own(sandbox, 'POST', 'skip', { seconds: 60 })).toEqual({ status: 200, body: {} });
  expect(await seen()).toBe('provisioning');
  await own(sandbox, 'POST', 'skip', { seconds: 100 });
  expect(await seen()).toBe('active');
  expect((await own(sandbox, 'POST', 'skip', { seconds: -1 })).status).toBe(400);
});

test('the speed can be changed while something waits', async () => {
  const sandbox = await startTestSandbox({ speed: 1 });
  sandbox.world().clock.after(1000, 'unheard.of', {});
  expect(await own(sandbox, 'POST', 'speed', { speed: 100_000 })).toMatchObject({ status: 200, body: { speed: 100_000 } });
  await expect.poll(() => sandbox.world().state.timers).toEqual([]);
  expect((await own(sandbox, 'POST', 'speed', { speed: 0 })).status).toBe(400);
});

test('the calls after a number can be asked for', async () => {
  const sandbox = await startTestSandbox();
  const ecs = new ECSClient(clientConfig(sandbox));
  for (const clusterName of ['a', 'b']) await ecs.send(new CreateClusterCommand({ clusterName }));
  expect((await own(sandbox, 'GET', 'calls?after=1')).body).toMatchObject([{ number: 2, operation: 'CreateCluster' }]);
});
