import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient, CreateApplicationCommand, ListApplicationsCommand } from '@aws-sdk/client-codedeploy';
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, DescribeClustersCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../src/sandbox/clock-stepped.ts';
import type { FaultSpec } from '../../../src/sandbox/faults/armed-fault.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox, temporaryFolder } from '../../helpers/sandbox.ts';

const once = (sandbox: Sandbox) => ({ ...clientConfig(sandbox), maxAttempts: 1 });

interface Caught {
  readonly name: string;
  readonly message: string;
  readonly Code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const caught = async (call: Promise<unknown>): Promise<Caught> => {
  try {
    await call;
  } catch (error) {
    return error as Caught;
  }
  throw new Error('the call went well');
};

/** One call in each protocol. */
const CALLS: Readonly<Record<string, (sandbox: Sandbox) => Promise<unknown>>> = {
  ecs: sandbox => new ECSClient(once(sandbox)).send(new ListClustersCommand({})),
  iam: sandbox => new IAMClient(once(sandbox)).send(new GetRoleCommand({ RoleName: 'r' })),
  elb: sandbox => new ElasticLoadBalancingV2Client(once(sandbox)).send(new DescribeTargetGroupsCommand({})),
  ec2: sandbox => new EC2Client(once(sandbox)).send(new DescribeVpcsCommand({})),
  s3: sandbox => new S3Client(once(sandbox)).send(new ListBucketsCommand({})),
  codedeploy: sandbox => new CodeDeployClient(once(sandbox)).send(new ListApplicationsCommand({})),
  sts: sandbox => new STSClient(once(sandbox)).send(new GetCallerIdentityCommand({})),
};

test.each<[FaultSpec['kind'], Partial<FaultSpec>, string, string, number]>([
  ['throttling', {}, 'ecs', 'ThrottlingException', 400],
  ['throttling', {}, 'iam', 'Throttling', 400],
  ['throttling', {}, 'elb', 'Throttling', 400],
  ['throttling', {}, 'ec2', 'RequestLimitExceeded', 503],
  ['throttling', {}, 's3', 'SlowDown', 503],
  ['throttling', { code: 'TooManyRequestsException' }, 'ecs', 'TooManyRequestsException', 400],
  ['server-error', {}, 'ecs', 'ServerException', 500],
  ['server-error', {}, 'iam', 'ServiceFailureException', 500],
  ['server-error', {}, 'elb', 'InternalFailure', 500],
  ['server-error', {}, 'ec2', 'InternalError', 500],
  ['server-error', {}, 's3', 'InternalError', 500],
  ['server-error', { status: 503 }, 'codedeploy', 'ServiceUnavailable', 503],
  ['server-error', { status: 503 }, 'ec2', 'Unavailable', 503],
  ['expired-credentials', {}, 'ecs', 'ExpiredTokenException', 400],
  ['expired-credentials', {}, 'elb', 'ExpiredToken', 403],
  ['expired-credentials', {}, 'ec2', 'RequestExpired', 400],
  ['expired-credentials', {}, 's3', 'ExpiredToken', 400],
  ['invalid-signature', {}, 'ecs', 'InvalidSignatureException', 400],
  ['invalid-signature', {}, 'elb', 'SignatureDoesNotMatch', 403],
  ['invalid-signature', {}, 'ec2', 'AuthFailure', 401],
  ['clock-skew', {}, 's3', 'RequestTimeTooSkewed', 403],
  ['clock-skew', {}, 'sts', 'SignatureDoesNotMatch', 403],
])('%s %j is told to a client of %s as %s (%i)', async (kind, rest, service, name, status) => {
  const sandbox = await startTestSandbox();
  sandbox.faults.arm({ kind, ...rest });
  const error = await caught(CALLS[service]?.(sandbox) ?? Promise.resolve());
  expect([error.name, error.$metadata?.httpStatusCode]).toEqual([name, status]);
});

test('a throttled call succeeds at the second attempt, which the SDK makes by itself', async () => {
  const sandbox = await startTestSandbox();
  const fault = sandbox.faults.arm({ kind: 'throttling', service: 'ecs', operation: 'List*' });
  await new ECSClient({ ...clientConfig(sandbox), maxAttempts: 2 }).send(new ListClustersCommand({}));
  expect(sandbox.calls().map(({ status, errorCode, fault: id }) => [status, errorCode, id])).toEqual([
    [400, 'ThrottlingException', fault.id],
    [200, undefined, undefined],
  ]);
  expect(sandbox.faults.list()).toMatchObject([{ seen: 2, fired: 1 }]);
});

test.each([
  ['drop', false, 0],
  ['drop', true, 1],
  ['html', false, 0],
  ['html', true, 1],
  ['server-error', false, 0],
  ['server-error', true, 1],
] as const)('%s with effect %s leaves %i clusters', async (kind, effect, count) => {
  const sandbox = await startTestSandbox();
  sandbox.faults.arm({ kind, operation: 'CreateCluster', ...(effect && { effect }) });
  const ecs = new ECSClient(once(sandbox));
  await caught(ecs.send(new CreateClusterCommand({ clusterName: 'shop' })));
  expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toHaveLength(count);
});

test('an SDK that gets a page of HTML sees status 503 and no code of AWS', async () => {
  const sandbox = await startTestSandbox();
  sandbox.faults.arm({ kind: 'html' });
  const error = await caught(CALLS['ecs']?.(sandbox) ?? Promise.resolve());
  expect(error).toMatchObject({ name: 'SyntaxError', $metadata: { httpStatusCode: 503 } });
});

test('a call that times out is never answered, while others are', async () => {
  const sandbox = await startTestSandbox();
  sandbox.faults.arm({ kind: 'timeout', operation: 'CreateCluster', effect: true });
  const ecs = new ECSClient(once(sandbox));
  const abort = new AbortController();
  const hanging = caught(ecs.send(new CreateClusterCommand({ clusterName: 'shop' }), { abortSignal: abort.signal }));
  await expect.poll(() => sandbox.faults.list()).toMatchObject([{ fired: 1 }]);
  expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toHaveLength(1);
  abort.abort();
  expect((await hanging).name).toBe('AbortError');
});

test('latency delays each answer', async () => {
  const sandbox = await startTestSandbox();
  sandbox.faults.arm({ kind: 'latency', seconds: 0.2 });
  const before = Date.now();
  await CALLS['sts']?.(sandbox);
  expect(Date.now() - before).toBeGreaterThan(190);
});

test('a fault happens as often as it is told, after as many calls, where its text occurs', async () => {
  const sandbox = await startTestSandbox();
  sandbox.faults.arm({ kind: 'throttling', operation: 'CreateLogGroup', times: 2, after: 1, match: 'shop' });
  const logs = new CloudWatchLogsClient(once(sandbox));
  const tried = async (logGroupName: string): Promise<boolean> =>
    logs.send(new CreateLogGroupCommand({ logGroupName })).then(
      () => true,
      () => false,
    );
  expect([await tried('shop/1'), await tried('other'), await tried('shop/2'), await tried('shop/3'), await tried('shop/4')]).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
});

test('the same seed hits the same calls', async () => {
  const hits = async (seed: number): Promise<readonly number[]> => {
    const sandbox = await startTestSandbox();
    sandbox.faults.arm({ kind: 'throttling', always: true, probability: 0.5, seed });
    for (let turn = 0; turn < 12; turn += 1) await CALLS['sts']?.(sandbox).catch(() => undefined);
    return sandbox.calls().map(({ status }) => status);
  };
  const first = await hits(7);
  expect(await hits(7)).toEqual(first);
  expect(new Set(first)).toEqual(new Set([200, 400]));
});

test('a fault for so many seconds is over then', async () => {
  const clock = steppedTime();
  const sandbox = await startTestSandbox({ clock });
  sandbox.faults.arm({ kind: 'throttling', for: 60 });
  await caught(CALLS['ecs']?.(sandbox) ?? Promise.resolve());
  await caught(CALLS['ecs']?.(sandbox) ?? Promise.resolve());
  await clock.advance(61);
  await CALLS['ecs']?.(sandbox);
  expect(sandbox.faults.list()).toMatchObject([{ fired: 2, over: true }]);
});

test('an armed fault is remembered over a restart; a reset forgets it', async () => {
  const folder = await temporaryFolder();
  const first = await startTestSandbox({ folder });
  const { id } = first.faults.arm({ kind: 'throttling', times: 2 });
  await caught(CALLS['ecs']?.(first) ?? Promise.resolve());
  await first.close();
  const second = await startTestSandbox({ folder });
  expect(second.faults.list()).toMatchObject([{ id, fired: 1 }]);
  await caught(CALLS['ecs']?.(second) ?? Promise.resolve());
  await CALLS['ecs']?.(second);
  await second.reset();
  expect(second.faults.list()).toEqual([]);
});

test.each([
  ['ec2', 'CreateVpc', 'VpcLimitExceeded'],
  ['elasticloadbalancing', 'CreateTargetGroup', 'TooManyTargetGroupsException'],
  ['iam', 'CreateRole', 'LimitExceededException'],
  ['codedeploy', 'CreateApplication', 'ApplicationLimitExceededException'],
  ['s3', 'CreateBucket', 'TooManyBuckets'],
  ['logs', 'CreateLogGroup', 'LimitExceededException'],
])('no room is left in %s for %s: %s', async (service, operation, name) => {
  const sandbox = await startTestSandbox();
  sandbox.faults.arm({ kind: 'quota', service });
  const config = once(sandbox);
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    CreateVpc: () => new EC2Client(config).send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })),
    CreateTargetGroup: () =>
      new ElasticLoadBalancingV2Client(config).send(
        new CreateTargetGroupCommand({ Name: 'blue', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-0', TargetType: 'ip' }),
      ),
    CreateRole: () => new IAMClient(config).send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}' })),
    CreateApplication: () => new CodeDeployClient(config).send(new CreateApplicationCommand({ applicationName: 'a' })),
    CreateBucket: () => new S3Client(config).send(new CreateBucketCommand({ Bucket: 'bucket-one' })),
    CreateLogGroup: () => new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: 'g' })),
  };
  expect((await caught(calls[operation]?.() ?? Promise.resolve())).name).toBe(name);
  expect(sandbox.faults.list()).toMatchObject([{ fired: 1 }]);
});

test('what was just made is in no list, and not found by name, until the lag is over', async () => {
  const clock = steppedTime();
  const sandbox = await startTestSandbox({ clock });
  sandbox.faults.arm({ kind: 'listing-lag', seconds: 20 });
  const ecs = new ECSClient(once(sandbox));
  const logs = new CloudWatchLogsClient(once(sandbox));
  await ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'shop' }));
  expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
  expect((await ecs.send(new DescribeClustersCommand({ clusters: ['shop'] }))).failures).toMatchObject([{ reason: 'MISSING' }]);
  expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  expect((await caught(logs.send(new CreateLogGroupCommand({ logGroupName: 'shop' })))).name).toBe('ResourceAlreadyExistsException');
  await clock.advance(21);
  expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toHaveLength(1);
  expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toHaveLength(1);
});

test('tags are seen later than what they are on', async () => {
  const clock = steppedTime();
  const sandbox = await startTestSandbox({ clock });
  sandbox.faults.arm({ kind: 'tag-lag', seconds: 20 });
  const ecs = new ECSClient(once(sandbox));
  const seen = async () => (await ecs.send(new DescribeClustersCommand({ clusters: ['shop'], include: ['TAGS'] }))).clusters?.[0];
  await ecs.send(new CreateClusterCommand({ clusterName: 'shop', tags: [{ key: 'a', value: 'b' }] }));
  expect((await seen())?.tags ?? []).toEqual([]);
  expect((await seen())?.status).toBe('ACTIVE');
  await clock.advance(21);
  expect((await seen())?.tags).toEqual([{ key: 'a', value: 'b' }]);
});
