import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { steppedTime, type SteppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { writeLog } from '../../../../src/sandbox/services/logs/write-log.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const GROUP_ARN = 'arn:aws:logs:us-east-1:111122223333:log-group:/ecs/demo';
const HOUR = 3600;
const DAY = 24 * HOUR;

let sandbox: Sandbox;
let time: SteppedTime;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  time = steppedTime(new Date('2026-06-01T00:00:00Z'));
  sandbox = await startTestSandbox({ clock: time });
  logs = new CloudWatchLogsClient(clientConfig(sandbox));
});

beforeEach(async () => {
  await sandbox.reset();
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/demo', tags: { app: 'demo' } }));
});

const now = (): number => time.now().getTime();

const group = async () => (await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ecs/demo' }))).logGroups?.[0];

const write = (lines: readonly string[], stream = 'web/app/1'): void => {
  for (const line of lines) writeLog(sandbox.world(), '/ecs/demo', stream, line);
};

describe('groups', () => {
  test('a new group has its ARNs, its class and no retention', async () => {
    expect(await group()).toEqual({
      logGroupName: '/ecs/demo',
      creationTime: now(),
      metricFilterCount: 0,
      arn: `${GROUP_ARN}:*`,
      logGroupArn: GROUP_ARN,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
      deletionProtectionEnabled: false,
    });
  });

  test('a second one of the same name is refused', async () => {
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/demo' }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    });
  });

  test.each(['with blank', 'colon:', 'ä', 'a'.repeat(513)])('the name %s is refused', async logGroupName => {
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('retention is set, refused and taken away', async () => {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: '/ecs/demo', retentionInDays: 14 }));
    expect((await group())?.retentionInDays).toBe(14);
    await expect(logs.send(new PutRetentionPolicyCommand({ logGroupName: '/ecs/demo', retentionInDays: 15 }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await logs.send(new DeleteRetentionPolicyCommand({ logGroupName: '/ecs/demo' }));
    expect((await group())?.retentionInDays).toBeUndefined();
  });

  test('tags are read and changed by the ARN without its `:*`', async () => {
    const resourceArn = GROUP_ARN;
    await logs.send(new TagResourceCommand({ resourceArn, tags: { env: 'prod', other: 'x' } }));
    await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['other'] }));
    expect((await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ app: 'demo', env: 'prod' });
    await expect(logs.send(new ListTagsForResourceCommand({ resourceArn: `${GROUP_ARN}:*` }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('groups come by prefix or pattern, sorted, page by page', async () => {
    for (const logGroupName of ['/ecs/b', '/ecs/a', '/other']) await logs.send(new CreateLogGroupCommand({ logGroupName }));
    const first = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ecs/', limit: 2 }));
    expect(first.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/ecs/a', '/ecs/b']);
    const second = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ecs/', limit: 2, nextToken: first.nextToken }));
    expect(second.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/ecs/demo']);
    expect(second.nextToken).toBeUndefined();
    const byPattern = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'THE' }));
    expect(byPattern.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/other']);
  });

  test('a deleted group is gone, and deleting it again is refused', async () => {
    await logs.send(new DeleteLogGroupCommand({ logGroupName: '/ecs/demo' }));
    expect(await group()).toBeUndefined();
    await expect(logs.send(new DeleteLogGroupCommand({ logGroupName: '/ecs/demo' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  test('a protected group is not deleted', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'kept', deletionProtectionEnabled: true }));
    await expect(logs.send(new DeleteLogGroupCommand({ logGroupName: 'kept' }))).rejects.toMatchObject({
      name: 'OperationAbortedException',
    });
  });
});

describe('streams', () => {
  test('a stream is made once, described and deleted', async () => {
    const stream = { logGroupName: '/ecs/demo', logStreamName: 'web/app/1' };
    await logs.send(new CreateLogStreamCommand(stream));
    await expect(logs.send(new CreateLogStreamCommand(stream))).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: '/ecs/demo' }));
    expect(logStreams).toEqual([
      { logStreamName: 'web/app/1', creationTime: now(), arn: `${GROUP_ARN}:log-stream:web/app/1`, storedBytes: 0 },
    ]);
    await logs.send(new DeleteLogStreamCommand(stream));
    await expect(logs.send(new DeleteLogStreamCommand(stream))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('streams come by the time of their last event, the latest first', async () => {
    write(['old'], 'a');
    await time.advance(10);
    write(['new'], 'b');
    await time.advance(10);
    write(['newest'], 'a');
    const { logStreams } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupIdentifier: GROUP_ARN, orderBy: 'LastEventTime', descending: true }),
    );
    expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['a', 'b']);
  });
});

describe('events', () => {
  const put = (events: readonly { readonly timestamp: number; readonly message: string }[]) =>
    logs.send(new PutLogEventsCommand({ logGroupName: '/ecs/demo', logStreamName: 'web/app/1', logEvents: [...events] }));

  const get = async (
    input: { readonly limit?: number; readonly nextToken?: string | undefined; readonly startFromHead?: boolean } = {},
  ) => {
    const { events, ...tokens } = await logs.send(
      new GetLogEventsCommand({ logGroupName: '/ecs/demo', logStreamName: 'web/app/1', ...input }),
    );
    return { messages: events?.map(({ message }) => message), ...tokens };
  };

  test('what is put is got', async () => {
    await logs.send(new CreateLogStreamCommand({ logGroupName: '/ecs/demo', logStreamName: 'web/app/1' }));
    expect(
      (
        await put([
          { timestamp: now() - 1000, message: 'a' },
          { timestamp: now(), message: 'b' },
        ])
      ).rejectedLogEventsInfo,
    ).toBeUndefined();
    expect((await get()).messages).toEqual(['a', 'b']);
  });

  test('into a missing stream nothing is put', async () => {
    await expect(put([{ timestamp: now(), message: 'a' }])).rejects.toMatchObject({ message: 'The specified log stream does not exist.' });
  });

  test('events out of order are refused', async () => {
    write(['first']);
    await expect(
      put([
        { timestamp: now(), message: 'b' },
        { timestamp: now() - 1, message: 'a' },
      ]),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Log events in a single PutLogEvents request must be in chronological order.',
    });
  });

  test('events that are too old or too new are dropped and counted', async () => {
    write(['first']);
    const { rejectedLogEventsInfo } = await put([
      { timestamp: now() - 15 * DAY * 1000, message: 'too old' },
      { timestamp: now(), message: 'kept' },
      { timestamp: now() + 3 * HOUR * 1000, message: 'too new' },
    ]);
    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 2 });
    expect((await get()).messages).toEqual(['first', 'kept']);
  });

  test('the latest events come first by default, and the tokens lead back and on', async () => {
    write(['1', '2', '3', '4', '5']);
    const last = await get({ limit: 2 });
    expect(last.messages).toEqual(['4', '5']);
    const before = await get({ limit: 2, nextToken: last.nextBackwardToken });
    expect(before.messages).toEqual(['2', '3']);
    expect((await get({ limit: 2, nextToken: before.nextForwardToken })).messages).toEqual(['4', '5']);
    expect((await get({ limit: 2, nextToken: last.nextForwardToken })).messages).toEqual([]);
    write(['6']);
    expect((await get({ nextToken: last.nextForwardToken })).messages).toEqual(['6']);
    expect((await get({ limit: 1, startFromHead: true })).messages).toEqual(['1']);
    await expect(get({ nextToken: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test.each([
    ['ERROR', ['ERROR one', 'ERROR two']],
    ['ERROR two', ['ERROR two']],
    ['"ERROR two"', ['ERROR two']],
    ['?one ?WARN', ['ERROR one', 'WARN three']],
    ['ERROR -one', ['ERROR two']],
    ['', ['ERROR one', 'ERROR two', 'WARN three']],
  ])('the pattern %j finds %j', async (filterPattern, messages) => {
    write(['ERROR one'], 'a');
    write(['ERROR two', 'WARN three'], 'b');
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/ecs/demo', filterPattern }));
    expect(events?.map(({ message }) => message)).toEqual(messages);
  });

  test('a search keeps to its streams and its time', async () => {
    write(['a'], 'web/1');
    await time.advance(60);
    write(['b'], 'web/2');
    write(['c'], 'other');
    const { events } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: '/ecs/demo', logStreamNamePrefix: 'web/', startTime: now() - 1000, endTime: now() }),
    );
    expect(events).toMatchObject([{ logStreamName: 'web/2', message: 'b', timestamp: now() }]);
  });

  test('a service that writes into a missing group is refused', () => {
    expect(() => writeLog(sandbox.world(), 'missing', 'a', 'b')).toThrow('The specified log group does not exist.');
  });
});
