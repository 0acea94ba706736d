import { PutMetricAlarmCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';

/** Makes the alarm `errors`, which goes off by itself or is set by a test; with `ignore` it stays as it was set while there are no data. */
export const putErrorAlarm = (cloudwatch: Pick<CloudWatchClient, 'send'>, TreatMissingData?: 'ignore'): Promise<unknown> =>
  cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'errors',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Period: 60,
      Statistic: 'Sum',
      Threshold: 1,
      TreatMissingData,
    }),
  );
