import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { expect, test } from 'vitest';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const NAMESPACE = 'com.amazonaws.cloudwatch';

/** Older and newer clients speak these; the one that the tests use by default speaks JSON. */
const PROTOCOLS = {
  query: new AwsQueryProtocol({
    defaultNamespace: NAMESPACE,
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    version: '2010-08-01',
  }),
  cbor: new SmithyRpcV2CborProtocol({ defaultNamespace: NAMESPACE }),
};

test.for(['query', 'cbor'] as const)('CloudWatch speaks %s', async protocol => {
  const sandbox = await startTestSandbox();
  const client = new CloudWatchClient({ ...clientConfig(sandbox), protocol: PROTOCOLS[protocol] });
  const about = { Namespace: 'Shop', MetricName: 'Orders', Dimensions: [{ Name: 'Store', Value: 'a & b' }] };
  const Timestamp = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 60_000);
  await client.send(
    new PutMetricDataCommand({
      Namespace: 'Shop',
      MetricData: [{ MetricName: 'Orders', Dimensions: about.Dimensions, Timestamp, Value: 2.5, Unit: 'Count' }],
    }),
  );
  expect((await client.send(new ListMetricsCommand({ Namespace: 'Shop' }))).Metrics).toEqual([about]);
  const StartTime = new Date(Timestamp.getTime() - 60_000);
  const EndTime = new Date(Timestamp.getTime() + 60_000);
  const { Datapoints } = await client.send(
    new GetMetricStatisticsCommand({ ...about, StartTime, EndTime, Period: 60, Statistics: ['Sum', 'SampleCount'] }),
  );
  expect(Datapoints).toEqual([{ Timestamp, Sum: 2.5, SampleCount: 1, Unit: 'Count' }]);
  await client.send(
    new PutMetricAlarmCommand({
      ...about,
      AlarmName: 'orders',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      ActionsEnabled: false,
    }),
  );
  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['orders'] }));
  expect(MetricAlarms).toMatchObject([
    { ...about, AlarmName: 'orders', Threshold: 1, ActionsEnabled: false, StateUpdatedTimestamp: expect.any(Date) },
  ]);
  const refused = client.send(new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'trial' }));
  await expect(refused).rejects.toMatchObject({ name: 'ResourceNotFound', message: 'Alarm none does not exist' });
});
