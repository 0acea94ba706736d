import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { steppedTime } from '../../src/sandbox/clock-stepped.ts';
import { clientConfig, startTestSandbox, temporaryFolder } from '../helpers/sandbox.ts';

const logs = (sandbox: Sandbox, region = sandbox.region): CloudWatchLogsClient =>
  new CloudWatchLogsClient({ ...clientConfig(sandbox), region });

const groupNames = async (client: CloudWatchLogsClient): Promise<readonly (string | undefined)[]> => {
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
  return (logGroups ?? []).map(({ logGroupName }) => logGroupName);
};

const own = async (sandbox: Sandbox, method: string, path: string): Promise<{ readonly status: number; readonly body: unknown }> => {
  const response = await fetch(`${sandbox.endpoint}/_sandbox/${path}`, { method });
  return { status: response.status, body: await response.json() };
};

test('regions do not see each other', async () => {
  const sandbox = await startTestSandbox({ region: 'ap-northeast-2' });
  await logs(sandbox).send(new CreateLogGroupCommand({ logGroupName: 'seoul' }));
  expect(await groupNames(logs(sandbox))).toEqual(['seoul']);
  expect(await groupNames(logs(sandbox, 'us-east-1'))).toEqual([]);
  expect(Object.keys(sandbox.world().state.logs.groups)).toEqual(['seoul']);
  expect(sandbox.world('us-east-1').state.logs.groups).toEqual({});
});

test('a sandbox on the folder of an earlier one goes on where that one stopped', async () => {
  const folder = await temporaryFolder();
  const first = await startTestSandbox({ folder });
  await logs(first).send(new CreateLogGroupCommand({ logGroupName: 'kept' }));
  await logs(first, 'eu-west-1').send(new CreateLogGroupCommand({ logGroupName: 'elsewhere' }));
  await first.close();
  const second = await startTestSandbox({ folder });
  expect(await groupNames(logs(second))).toEqual(['kept']);
  expect(await groupNames(logs(second, 'eu-west-1'))).toEqual(['elsewhere']);
});

test('timers that were set before a restart fire after it', async () => {
  const folder = await temporaryFolder();
  const first = await startTestSandbox({ folder, clock: steppedTime() });
  first.world().clock.after(60, 'unheard.of', { some: 'data' });
  await first.close();
  const time = steppedTime();
  const errors: unknown[] = [];
  const second = await startTestSandbox({ folder, clock: time, log: error => errors.push(error) });
  expect(second.world().state.timers).toMatchObject([{ type: 'unheard.of', data: { some: 'data' } }]);
  await time.advance(61);
  expect(errors).toEqual([new Error('no service handles the timer unheard.of')]);
  expect(second.world().state.timers).toEqual([]);
});

test('health says who answers', async () => {
  const folder = await temporaryFolder();
  const sandbox = await startTestSandbox({ folder, speed: 60, version: '1.2.3' });
  expect(await own(sandbox, 'GET', 'health')).toEqual({
    status: 200,
    body: {
      name: 'ecs-bluegreen-sandbox',
      version: '1.2.3',
      pid: process.pid,
      account: '111122223333',
      region: 'us-east-1',
      speed: 60,
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      folder,
    },
  });
});

test('status counts and names what there is', async () => {
  const sandbox = await startTestSandbox();
  await logs(sandbox).send(new CreateLogGroupCommand({ logGroupName: '/ecs/demo' }));
  const { body } = await own(sandbox, 'GET', 'status');
  expect(body).toMatchObject({ regions: { 'us-east-1': { logs: { groups: { count: 1, names: ['/ecs/demo'] } } } } });
});

test('listeners are told with the addresses where they answer', async () => {
  const sandbox = await startTestSandbox();
  const listenerArn = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/web/0123456789abcdef/fedcba9876543210';
  sandbox.world().runtime.listeners.set(listenerArn, { port: 4321, url: 'http://127.0.0.1:4321', close: async () => undefined });
  expect((await own(sandbox, 'GET', 'listeners')).body).toEqual([
    { listenerArn, loadBalancerName: 'web', region: 'us-east-1', listenerPort: 0, port: 4321, url: 'http://127.0.0.1:4321' },
  ]);
  sandbox.world().runtime.listeners.clear();
});

test('calls are told, the latest last', async () => {
  const sandbox = await startTestSandbox();
  await logs(sandbox).send(new CreateLogGroupCommand({ logGroupName: 'a' }));
  await groupNames(logs(sandbox));
  expect(sandbox.calls().map(({ operation }) => operation)).toEqual(['CreateLogGroup', 'DescribeLogGroups']);
  expect((await own(sandbox, 'GET', 'calls')).body).toMatchObject([{ operation: 'CreateLogGroup' }, { operation: 'DescribeLogGroups' }]);
});

test('reset forgets everything, on disk too', async () => {
  const folder = await temporaryFolder();
  const sandbox = await startTestSandbox({ folder });
  await logs(sandbox).send(new CreateLogGroupCommand({ logGroupName: 'gone' }));
  const s3 = new S3Client(clientConfig(sandbox));
  const putObject = async (): Promise<void> => {
    await s3.send(new CreateBucketCommand({ Bucket: 'gone' }));
    await s3.send(new PutObjectCommand({ Bucket: 'gone', Key: 'k', Body: 'v' }));
  };
  await putObject();
  expect(await readdir(folder)).toContain('blobs');
  expect((await own(sandbox, 'POST', 'reset')).status).toBe(200);
  expect(await groupNames(logs(sandbox))).toEqual([]);
  expect(await readdir(folder)).toEqual(['state.json']);
  await putObject();
  await sandbox.close();
  expect(await groupNames(logs(await startTestSandbox({ folder })))).toEqual([]);
});

test('stop answers, then closes', async () => {
  let isStopped = false;
  const sandbox = await startTestSandbox({
    onStop: () => {
      isStopped = true;
    },
  });
  expect((await own(sandbox, 'POST', 'stop')).status).toBe(200);
  await expect.poll(() => isStopped).toBe(true);
  await expect(fetch(sandbox.endpoint)).rejects.toThrow('fetch failed');
});

test('an unknown address of its own API names the known ones', async () => {
  const sandbox = await startTestSandbox();
  expect(await own(sandbox, 'GET', 'reset')).toMatchObject({
    status: 404,
    body: { routes: expect.arrayContaining(['POST /_sandbox/reset']) },
  });
});

test('a taken port is told as such', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    blocker.close();
  });
  await once(blocker, 'listening');
  const address = blocker.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(startTestSandbox({ port })).rejects.toMatchObject({ code: 'portTaken', facts: { port: String(port) } });
});
