import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  type MetricDatum,
} from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import { recordMetric } from '../../../../src/sandbox/services/cloudwatch/record-metric.ts';
import { clientConfig, startTestSandbox, temporaryFolder } from '../../../helpers/sandbox.ts';

const START = new Date('2026-11-24T10:00:00Z');
const ABOUT = { Namespace: 'Shop', MetricName: 'Latency' };
const RANGE = { StartTime: START, EndTime: new Date('2026-11-24T11:00:00Z') };

async function start(folder?: string) {
  const time = steppedTime(START);
  const sandbox = await startTestSandbox({ clock: time, ...(folder !== undefined && { folder }) });
  const client = new CloudWatchClient(clientConfig(sandbox));
  const put = (...MetricData: Omit<MetricDatum, 'MetricName'>[]) =>
    client.send(
      new PutMetricDataCommand({ Namespace: 'Shop', MetricData: MetricData.map(datum => ({ MetricName: 'Latency', ...datum })) }),
    );
  return { time, sandbox, client, put };
}

test('values, lists of values and sets of statistics add up', async () => {
  const { client, put, time } = await start();
  await put({ Value: 1 }, { Values: [2, 3], Counts: [1, 2] });
  await time.advance(60);
  await put({ StatisticValues: { SampleCount: 4, Sum: 40, Minimum: 5, Maximum: 15 } });
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({ ...ABOUT, ...RANGE, Period: 60, Statistics: ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'] }),
  );
  expect(Datapoints).toEqual([
    { Timestamp: START, SampleCount: 4, Sum: 9, Average: 2.25, Minimum: 1, Maximum: 3, Unit: 'None' },
    { Timestamp: new Date('2026-11-24T10:01:00Z'), SampleCount: 4, Sum: 40, Average: 10, Minimum: 5, Maximum: 15, Unit: 'None' },
  ]);
});

test('percentiles are close to the values that came in', async () => {
  const { client, sandbox } = await start();
  for (let value = 1; value <= 1000; value += 1) {
    recordMetric(sandbox.world(), { namespace: 'Shop', name: 'Latency', dimensions: {}, unit: 'Seconds', value });
  }
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      ...RANGE,
      MetricDataQueries: ['p50', 'p99', 'p100'].map(Stat => ({ Id: Stat, MetricStat: { Metric: ABOUT, Period: 60, Stat } })),
    }),
  );
  const [median = 0, high = 0, highest = 0] = MetricDataResults.map(({ Values }) => Values?.[0]);
  expect(Math.abs(median - 500)).toBeLessThan(10);
  expect(Math.abs(high - 990)).toBeLessThan(15);
  expect(highest).toBe(1000);
});

test('what is recorded for a day takes little room, and nothing is lost', async () => {
  const { sandbox, time } = await start();
  const hours = 24;
  for (let minute = 0; minute < hours * 60; minute += 1) {
    for (let second = 0; second < 60; second += 1) {
      const at = new Date(time.now().getTime() + second * 1000);
      recordMetric(sandbox.world(), { namespace: 'Shop', name: 'Latency', dimensions: {}, unit: 'Count', value: 1, at });
    }
    await time.advance(60);
  }
  const [metric] = sandbox.world().runtime.metrics.values();
  const points = metric?.points['Count'] ?? [];
  expect(points.reduce((sum, { sampleCount }) => sum + sampleCount, 0)).toBe(hours * 3600);
  expect(points.length).toBeLessThan(2500);
});

test('data is still there after a restart', async () => {
  const folder = await temporaryFolder();
  const { put, sandbox } = await start(folder);
  await put({ Value: 7 });
  await sandbox.close();
  const { client } = await start(folder);
  expect((await client.send(new ListMetricsCommand({}))).Metrics).toEqual([{ ...ABOUT, Dimensions: [] }]);
  const { Datapoints } = await client.send(new GetMetricStatisticsCommand({ ...ABOUT, ...RANGE, Period: 60, Statistics: ['Sum'] }));
  expect(Datapoints?.[0]?.Sum).toBe(7);
});

test('what AWS refuses is refused', async () => {
  const { client, put } = await start();
  await expect(put({})).rejects.toMatchObject({ name: 'MissingRequiredParameterException' });
  await expect(put({ Value: 1, Values: [1] })).rejects.toMatchObject({ name: 'InvalidParameterCombinationException' });
  await expect(put({ Value: 1, Timestamp: new Date('2026-01-01') })).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  const nothing = client.send(new GetMetricStatisticsCommand({ ...ABOUT, ...RANGE, Period: 60 }));
  await expect(nothing).rejects.toMatchObject({
    name: 'InvalidParameterCombinationException',
    message: 'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
  });
  const tooMany = client.send(new GetMetricStatisticsCommand({ ...ABOUT, ...RANGE, Period: 1, Statistics: ['Sum'] }));
  await expect(tooMany).rejects.toMatchObject({
    message:
      'You have requested up to 3,600 datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
  });
  const math = client.send(new GetMetricDataCommand({ ...RANGE, MetricDataQueries: [{ Id: 'e1', Expression: 'm1 / m2' }] }));
  await expect(math).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
});
