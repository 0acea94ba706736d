import { Socket } from 'node:net';
import { DescribeTasksCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { steppedTime } from '../../src/sandbox/clock-stepped.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { smallTask } from '../helpers/small-task.ts';
import { signed } from '../helpers/services.ts';

test('nothing is forwarded to the internet: neither calls of services that are not there nor images of other registries', async () => {
  const clock = steppedTime();
  const sandbox = await startTestSandbox({ clock });
  const connect = vi.spyOn(Socket.prototype, 'connect');
  onTestFinished(() => connect.mockRestore());

  const unknown = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: signed('dynamodb', { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0' }),
    body: '{}',
  });
  expect(unknown.status).toBe(501);

  const { ecs, placed } = await smallTask(sandbox, 'registry.example/nowhere/to-be-found:1');
  const { tasks } = await ecs.send(new RunTaskCommand(placed));
  await clock.advance(300);
  const described = await ecs.send(new DescribeTasksCommand({ cluster: 'shop', tasks: [tasks?.[0]?.taskArn ?? ''] }));
  expect(described.tasks?.[0]?.stoppedReason).toContain('CannotPullContainerError');

  const hosts = connect.mock.calls.map(([to]: readonly unknown[]) => {
    const [options] = Array.isArray(to) ? (to as readonly unknown[]) : [to];
    return typeof options === 'object' && options !== null && 'host' in options ? options.host : options;
  });
  expect(hosts.length).toBeGreaterThan(0);
  expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
});
