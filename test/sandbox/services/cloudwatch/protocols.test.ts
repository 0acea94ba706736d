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
import { signed } from '../../../helpers/services.ts';

test('CloudWatch speaks CBOR, as its newer clients do', async () => {
  const sandbox = await startTestSandbox();
  const client = new CloudWatchClient({
    ...clientConfig(sandbox),
    protocol: new SmithyRpcV2CborProtocol({ defaultNamespace: 'com.amazonaws.cloudwatch' }),
  });
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

test('CloudWatch speaks Query, as its older clients do', async () => {
  const sandbox = await startTestSandbox();
  const ask = async (parameters: Readonly<Record<string, string>>): Promise<string> => {
    const body = new URLSearchParams({ Version: '2010-08-01', ...parameters });
    return (await fetch(sandbox.endpoint, { method: 'POST', headers: signed('monitoring'), body })).text();
  };
  await ask({
    Action: 'PutMetricAlarm',
    AlarmName: 'orders',
    Namespace: 'Shop',
    MetricName: 'Orders',
    'Dimensions.member.1.Name': 'Store',
    'Dimensions.member.1.Value': 'a & b',
    Statistic: 'Sum',
    Period: '60',
    EvaluationPeriods: '1',
    Threshold: '1.5',
    ComparisonOperator: 'LessThanThreshold',
  });
  const described = await ask({ Action: 'DescribeAlarms', 'AlarmNames.member.1': 'orders' });
  expect(described).toContain('<DescribeAlarmsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">');
  expect(described).toContain('<Dimensions><member><Name>Store</Name><Value>a &amp; b</Value></member></Dimensions>');
  expect(described).toContain('<Threshold>1.5</Threshold>');
  const refused = await ask({ Action: 'SetAlarmState', AlarmName: 'none', StateValue: 'OK', StateReason: 'trial' });
  expect(refused).toContain('<Error><Type>Sender</Type><Code>ResourceNotFound</Code><Message>Alarm none does not exist</Message></Error>');
});
