import { randomUUID } from 'node:crypto';
import type { Alarm, TargetTrackingScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world.ts';
import { putAlarm } from '../cloudwatch/put-metric-alarm.ts';
import { invalid, notEmulated } from './target.ts';

type Metric = Pick<PutMetricAlarmInput, 'Namespace' | 'MetricName' | 'Dimensions' | 'Statistic' | 'Unit'>;

/** Scaling in begins at this part of the target value. */
const LOW = 0.9;
const HIGH_MINUTES = 3;
const LOW_MINUTES = 15;

const ECS_METRICS: Readonly<Record<string, string>> = {
  ECSServiceAverageCPUUtilization: 'CPUUtilization',
  ECSServiceAverageMemoryUtilization: 'MemoryUtilization',
};

/** The metric that a policy tracks. */
function trackedMetric(resourceId: string, configuration: TargetTrackingScalingPolicyConfiguration): Metric {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: custom } = configuration;
  if ((predefined === undefined) === (custom === undefined)) {
    throw invalid('Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified');
  }
  if (custom) return customMetric(custom);
  const [, ClusterName, ServiceName] = resourceId.split('/');
  const type = predefined?.PredefinedMetricType ?? '';
  const MetricName = ECS_METRICS[type];
  if (MetricName !== undefined) {
    const Dimensions = [
      { Name: 'ClusterName', Value: ClusterName },
      { Name: 'ServiceName', Value: ServiceName },
    ];
    return { Namespace: 'AWS/ECS', MetricName, Dimensions, Statistic: 'Average', Unit: 'Percent' };
  }
  if (type.endsWith('HighResolution')) throw notEmulated(`the metric type ${type}`);
  if (type !== 'ALBRequestCountPerTarget') throw invalid(`Predefined metric type ${type} is not supported for service namespace ecs`);
  const label = /^(app\/[^/]+\/[^/]+)\/(targetgroup\/[^/]+\/[^/]+)$/.exec(predefined?.ResourceLabel ?? '');
  if (!label) {
    throw invalid(
      'ResourceLabel must be specified as app/<load-balancer-name>/<load-balancer-id>/targetgroup/<target-group-name>/<target-group-id>',
    );
  }
  const Dimensions = [{ Name: 'TargetGroup', Value: label[2] }];
  return { Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCountPerTarget', Dimensions, Statistic: 'Sum' };
}

function customMetric({
  Namespace,
  MetricName,
  Dimensions,
  Statistic,
  Unit,
  Metrics,
}: NonNullable<TargetTrackingScalingPolicyConfiguration['CustomizedMetricSpecification']>): Metric {
  if (Metrics) throw notEmulated('metric math in scaling policies');
  if (MetricName === undefined || Namespace === undefined || Statistic === undefined) {
    throw invalid('MetricName, Namespace and Statistic must be specified for a customized metric');
  }
  // CloudWatch refuses a unit that it does not know.
  return { Namespace, MetricName, Dimensions, Statistic, ...(Unit !== undefined && { Unit: Unit as Metric['Unit'] }) };
}

/** Makes the alarms of a target tracking policy: above the target value it scales out, well below it scales in. */
export function putTrackingAlarms(
  world: World,
  resourceId: string,
  policyArn: string,
  configuration: TargetTrackingScalingPolicyConfiguration,
): Alarm[] {
  const metric = trackedMetric(resourceId, configuration);
  const { TargetValue = 0, DisableScaleIn } = configuration;
  const put = (
    kind: string,
    ComparisonOperator: PutMetricAlarmInput['ComparisonOperator'],
    EvaluationPeriods: number,
    Threshold: number,
  ) => {
    const alarm = putAlarm(world, {
      ...metric,
      AlarmName: `TargetTracking-${resourceId}-Alarm${kind}-${randomUUID()}`,
      AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policyArn}.`,
      AlarmActions: [policyArn],
      Period: 60,
      EvaluationPeriods,
      Threshold,
      ComparisonOperator,
    });
    return { AlarmName: alarm.AlarmName, AlarmARN: alarm.AlarmArn };
  };
  const high = put('High', 'GreaterThanThreshold', HIGH_MINUTES, TargetValue);
  return DisableScaleIn === true ? [high] : [high, put('Low', 'LessThanThreshold', LOW_MINUTES, TargetValue * LOW)];
}
