import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type MetricAlarm,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import { recordMetric } from '../../../../src/sandbox/services/cloudwatch/record-metric.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const START = new Date('2026-11-24T10:00:00Z');

async function start() {
  const time = steppedTime(START);
  const sandbox = await startTestSandbox({ clock: time });
  const client = new CloudWatchClient(clientConfig(sandbox));
  const errors = (value: number): void =>
    recordMetric(sandbox.world(), {
      namespace: 'AWS/ApplicationELB',
      name: 'Errors',
      dimensions: { LoadBalancer: 'app/a/1' },
      unit: 'Count',
      value,
    });
  const put = (changes: Partial<PutMetricAlarmCommandInput> = {}) => client.send(new PutMetricAlarmCommand({ ...ALARM, ...changes }));
  const alarm = async (): Promise<MetricAlarm> => (await client.send(new DescribeAlarmsCommand({}))).MetricAlarms?.[0] ?? {};
  return { time, sandbox, client, errors, put, alarm };
}

const ALARM: PutMetricAlarmCommandInput = {
  AlarmName: 'errors',
  Namespace: 'AWS/ApplicationELB',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'LoadBalancer', Value: 'app/a/1' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  DatapointsToAlarm: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};

test('an alarm has insufficient data at birth, and goes into alarm when a period crosses its threshold, in the words of AWS', async () => {
  const { time, errors, put, alarm } = await start();
  await put();
  expect(await alarm()).toMatchObject({
    AlarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:errors',
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Unchecked: Initial alarm creation',
    ActionsEnabled: true,
  });
  errors(2);
  errors(3);
  await time.advance(62);
  const { StateReasonData = '', ...now } = await alarm();
  expect(now).toMatchObject({
    StateValue: 'ALARM',
    StateReason:
      'Threshold Crossed: 1 out of the last 1 datapoints [5.0 (24/11/26 10:00:00)] was greater than or equal to the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).',
  });
  expect(StateReasonData).toBe(
    '{"version":"1.0","queryDate":"2026-11-24T10:01:01.000+0000","startDate":"2026-11-24T10:00:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[5.0],"threshold":5.0,"evaluatedDatapoints":[{"timestamp":"2026-11-24T10:00:00.000+0000","sampleCount":2.0,"value":5.0}]}',
  );
});

test('without DatapointsToAlarm the reason is shorter', async () => {
  const { time, errors, put, alarm } = await start();
  await put({ DatapointsToAlarm: undefined });
  errors(1);
  await time.advance(62);
  expect(await alarm()).toMatchObject({
    StateValue: 'OK',
    StateReason: 'Threshold Crossed: 1 datapoint [1.0 (24/11/26 10:00:00)] was not greater than or equal to the threshold (5.0).',
  });
});

test.for([
  [
    'notBreaching',
    'OK',
    'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
  ],
  ['breaching', 'ALARM', 'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].'],
  ['ignore', 'INSUFFICIENT_DATA', 'Unchecked: Initial alarm creation'],
] as const)('missing data that is %s makes an alarm %s', async ([TreatMissingData, StateValue, StateReason]) => {
  const { time, put, alarm } = await start();
  await put({ TreatMissingData });
  await time.advance(62);
  expect(await alarm()).toMatchObject({ StateValue, StateReason });
});

test('two of three periods are enough where the alarm says so, and it calms down by itself', async () => {
  const { time, errors, put, alarm } = await start();
  await put({ EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' });
  errors(9);
  await time.advance(60);
  errors(0);
  await time.advance(60);
  expect((await alarm()).StateValue).toBe('OK');
  errors(7);
  await time.advance(62);
  expect(await alarm()).toMatchObject({
    StateValue: 'ALARM',
    StateReason:
      'Threshold Crossed: 2 out of the last 3 datapoints [7.0 (24/11/26 10:02:00), 9.0 (24/11/26 10:00:00)] were greater than or equal to the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).',
  });
  await time.advance(600);
  expect((await alarm()).StateValue).toBe('OK');
});

test('percentiles are watched too', async () => {
  const { time, errors, put, alarm } = await start();
  await put({ Statistic: undefined, ExtendedStatistic: 'p99', Threshold: 100 });
  for (let index = 0; index < 98; index += 1) errors(1);
  errors(200);
  errors(200);
  await time.advance(62);
  expect((await alarm()).StateValue).toBe('ALARM');
});

test('a state that is set by hand lasts until the next evaluation, and both are in the history and on the bus', async () => {
  const { time, client, put, alarm, sandbox } = await start();
  await put({ TreatMissingData: 'notBreaching' });
  await time.advance(62);
  await client.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'trial' }));
  expect(await alarm()).toMatchObject({ StateValue: 'ALARM', StateReason: 'trial' });
  expect(sandbox.world().state.timers.map(({ data }) => data)).toContainEqual(
    expect.objectContaining({
      detailType: 'CloudWatch Alarm State Change',
      detail: expect.objectContaining({
        alarmName: 'errors',
        state: { value: 'ALARM', reason: 'trial', timestamp: '2026-11-24T10:01:02.000+0000' },
      }),
    }),
  );
  await time.advance(60);
  expect((await alarm()).StateValue).toBe('OK');
  const { AlarmHistoryItems = [] } = await client.send(new DescribeAlarmHistoryCommand({ AlarmName: 'errors' }));
  expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
    'Alarm updated from ALARM to OK',
    'Alarm updated from OK to ALARM',
    'Alarm updated from INSUFFICIENT_DATA to OK',
    'Alarm "errors" created',
  ]);
});

test('an alarm is found by its metric, calls nobody while its actions are off, and carries tags', async () => {
  const { client, put, alarm } = await start();
  const action = 'arn:aws:sns:us-east-1:111122223333:nobody';
  await put({ AlarmActions: [action], Tags: [{ Key: 'app', Value: 'web' }] });
  const { Namespace, MetricName, Dimensions } = ALARM;
  const watching = async (changes: object) => {
    const input = { Namespace, MetricName, Dimensions, ...changes };
    return (await client.send(new DescribeAlarmsForMetricCommand(input))).MetricAlarms?.map(({ AlarmName }) => AlarmName);
  };
  expect(await watching({ Statistic: 'Sum', Period: 60 })).toEqual(['errors']);
  expect(await Promise.all([watching({ Statistic: 'Average' }), watching({ Period: 300 }), watching({ Dimensions: [] })])).toEqual([
    [],
    [],
    [],
  ]);

  const AlarmNames = ['errors', 'none'];
  const called = async (): Promise<number> => {
    for (const StateValue of ['OK', 'ALARM'] as const) {
      await client.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue, StateReason: 'trial' }));
    }
    const { AlarmHistoryItems } = await client.send(new DescribeAlarmHistoryCommand({ AlarmName: 'errors', HistoryItemType: 'Action' }));
    return AlarmHistoryItems?.length ?? 0;
  };
  await client.send(new DisableAlarmActionsCommand({ AlarmNames }));
  expect([(await alarm()).ActionsEnabled, await called()]).toEqual([false, 0]);
  await client.send(new EnableAlarmActionsCommand({ AlarmNames }));
  expect([(await alarm()).ActionsEnabled, await called()]).toEqual([true, 1]);

  const ResourceARN = (await alarm()).AlarmArn;
  await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'env', Value: 'test' }] }));
  await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['app'] }));
  expect((await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([{ Key: 'env', Value: 'test' }]);
  await expect(client.send(new ListTagsForResourceCommand({ ResourceARN: `${ResourceARN}2` }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('an update keeps the state of an alarm', async () => {
  const { time, put, alarm } = await start();
  await put({ TreatMissingData: 'breaching' });
  await time.advance(62);
  await put({ TreatMissingData: 'breaching', Threshold: 6 });
  expect(await alarm()).toMatchObject({ StateValue: 'ALARM', Threshold: 6 });
});

const REFUSED: [Partial<PutMetricAlarmCommandInput>, string][] = [
  [{ DatapointsToAlarm: 2 }, 'DatapointsToAlarm must be less than or equal to EvaluationPeriods'],
  [{ Period: 45 }, 'Period must be 10, 20, 30 or a multiple of 60'],
  [
    { Period: 300, EvaluationPeriods: 300 },
    'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
  ],
  [{ ExtendedStatistic: 'p99' }, 'Exactly one of Statistic and ExtendedStatistic must be specified'],
  [{ AlarmActions: ['topic'] }, 'Invalid arn syntax: topic'],
  [{ TreatMissingData: 'maybe' }, 'The value maybe for parameter TreatMissingData is not supported.'],
  [
    { ComparisonOperator: 'GreaterThanUpperThreshold' },
    'ThresholdMetricId must be specified when ComparisonOperator is GreaterThanUpperThreshold',
  ],
];

test.for(REFUSED)('an alarm with %o is refused', async ([changes, message]) => {
  const { put } = await start();
  await expect(put(changes)).rejects.toMatchObject({ name: 'ValidationException', message, $metadata: { httpStatusCode: 400 } });
});

test('an alarm that is not there has no state to set', async () => {
  const { client } = await start();
  const set = client.send(new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'trial' }));
  await expect(set).rejects.toMatchObject({ name: 'ResourceNotFound', $metadata: { httpStatusCode: 404 } });
});
