import { Agent } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { HttpRequest } from '../../src/sandbox/protocols/protocol.ts';
import { ask } from '../helpers/hammer.ts';
import { addressOf, createRunningService, startStage } from '../helpers/stage.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes of the heap that are in use. */
const usedHeap = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

const signed = (service: string, headers: Readonly<Record<string, string>>, body: string): HttpRequest => ({
  method: 'POST',
  url: '/',
  headers: { authorization: `AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/${service}/aws4_request`, ...headers },
  body: Buffer.from(body),
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('calls and requests leave nothing behind, however many there are', { timeout: 120_000 }, async () => {
  const stage = await startStage();
  const { sandbox } = stage;
  const address = addressOf(stage, (await createRunningService(stage, { desiredCount: 2 })).production);
  const agent = new Agent({ keepAlive: true });
  const calls = [
    signed('ecs', { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.DescribeServices' }, '{"cluster":"demo","services":["web"]}'),
    signed('ecs', { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.DescribeServices' }, '{"cluster":"gone","services":["web"]}'),
    signed('ec2', form, 'Action=DescribeSubnets&Version=2016-11-15'),
    signed('elasticloadbalancing', form, 'Action=DescribeTargetGroups&Version=2015-12-01'),
  ];
  const round = async (): Promise<void> => {
    for (let count = 0; count < 10_000; count += 1) {
      const call = calls[count % calls.length];
      if (call) await sandbox.dispatch(call);
    }
    for (let count = 0; count < 200; count += 1) expect((await ask(`${address}/${count}`, agent)).status).toBe(404);
    await stage.time.advance(120);
  };
  const size = (): number => JSON.stringify(sandbox.world().state).length;

  // By then the log of calls is full, and the code is compiled.
  await round();
  const [heap, state] = [usedHeap(), size()];
  await round();
  agent.destroy();

  expect(sandbox.calls()).toHaveLength(10_000);
  expect(usedHeap() - heap).toBeLessThan(5);
  expect(size() - state).toBeLessThan(20_000);
});
