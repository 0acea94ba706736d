import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { expect, it } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import { metricAlarm, type MetricAlarmSpec } from '../../src/resources/metric-alarm.ts';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';
import { QUIET_INTENT } from './stage.ts';

const spec: MetricAlarmSpec = {
  name: 'shop-errors',
  description: 'Stops a release',
  loadBalancerArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop/0123456789abcdef',
  metric: 'HTTPCode_Target_5XX_Count',
  statistic: 'Sum',
  periodSeconds: 60,
  periods: 1,
  comparison: 'GreaterThanOrEqualToThreshold',
  threshold: 10,
  missingData: 'notBreaching',
};

it('watches the load balancer as a whole, and leaves alone whom somebody lets it tell', async () => {
  const sandbox = await startTestSandbox();
  const { endpoint, region } = sandbox;
  const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true, pace: 0.01 });
  const cloudwatch = new CloudWatchClient(clientConfig(sandbox));
  const alarm = async () => (await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['shop-errors'] }))).MetricAlarms?.[0];

  await metricAlarm.ensure(aws, spec, undefined, QUIET_INTENT);
  const made = await alarm();
  expect(made).toMatchObject({
    Namespace: 'AWS/ApplicationELB',
    Dimensions: [{ Name: 'LoadBalancer', Value: 'app/shop/0123456789abcdef' }],
  });

  const AlarmActions = ['arn:aws:sns:us-east-1:111122223333:on-call'];
  const { AlarmName, Namespace, MetricName, Dimensions, Statistic, Period, EvaluationPeriods, ComparisonOperator, Threshold } = made ?? {};
  const settings = { Namespace, MetricName, Dimensions, Statistic, Period, ComparisonOperator, Threshold };
  await cloudwatch.send(new PutMetricAlarmCommand({ AlarmName, EvaluationPeriods, ...settings, AlarmActions }));

  const drifted = await metricAlarm.read(aws, spec);
  expect(drifted?.actual).toMatchObject({ description: '', missingData: 'missing' });
  await metricAlarm.ensure(aws, spec, drifted, QUIET_INTENT);
  expect((await metricAlarm.read(aws, spec))?.actual).toEqual(spec);
  expect(await alarm()).toMatchObject({ AlarmActions });
});
