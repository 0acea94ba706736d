import { CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import { logReader } from '../../src/release/task-logs.ts';
import { clientsOf } from '../helpers/stage.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';

const GROUP = '/ecs/shop';
const TASKS = ['0123456789abcdef0123456789abcdef', '00112233445566778899aabbccddeeff'];

const streamOf = (task: number): string => `web/web/${TASKS[task]}`;

async function start() {
  const sandbox = await startTestSandbox();
  const { endpoint, region } = sandbox;
  const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true });
  const { logs } = clientsOf(sandbox);
  const write = (timestamp: number, messages: readonly string[], task = 0) =>
    logs.send(
      new PutLogEventsCommand({
        logGroupName: GROUP,
        logStreamName: streamOf(task),
        logEvents: messages.map(message => ({ timestamp, message })),
      }),
    );
  const makeGroup = async (): Promise<void> => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
    for (const task of TASKS.keys()) await logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: streamOf(task) }));
  };
  return { aws, write, makeGroup };
}

it('gives each line once and none too few, also those that come late, and the group may come later too', async () => {
  const { aws, write, makeGroup } = await start();
  const now = Date.now();
  const read = logReader(aws, { since: now - 600_000, filterPattern: undefined });
  const messages = async () => (await read([GROUP])).map(({ message }) => message);
  expect(await messages()).toEqual([]);
  await makeGroup();
  await write(now - 700_000, ['too old']);
  await write(now - 60_000, ['one']);
  await write(now - 1000, ['two', 'three']);
  expect(await messages()).toEqual(['one', 'two', 'three']);
  expect(await messages()).toEqual([]);
  await write(now - 30_000, ['late'], 1);
  await write(now - 1000, ['at the same time']);
  expect(await messages()).toEqual(['late', 'at the same time']);
  expect(await messages()).toEqual([]);
});

it('reads every page, and tells task and container', async () => {
  const { aws, write, makeGroup } = await start();
  const now = Date.now();
  await makeGroup();
  const part = (at: number): string[] => Array.from({ length: 6000 }, (_, line) => `line ${at}-${line}`);
  for (const task of TASKS.keys()) await write(now - 1000, part(task), task);
  const lines = await logReader(aws, { since: now - 60_000, filterPattern: undefined })([GROUP]);
  expect(lines).toHaveLength(12_000);
  expect(new Set(lines.map(({ message }) => message)).size).toBe(12_000);
  expect(lines[0]).toMatchObject({ task: TASKS[0], container: 'web', at: now - 1000 });
  const some = await logReader(aws, { since: now - 60_000, filterPattern: '"1-17"' })([GROUP]);
  expect(some.map(({ message }) => message)).toContain('line 1-17');
  expect(some.length).toBeLessThan(200);
});
