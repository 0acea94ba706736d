import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  TagResourceCommand,
  type ComparisonOperator,
  type MetricAlarm,
  type Statistic,
} from '@aws-sdk/client-cloudwatch';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { markOf, ownerTagList } from '../aws/tags.ts';
import type { Kind } from '../engine/types.ts';
import { arnOf } from './arn.ts';
import { findFirst } from './find-first.ts';

export interface MetricAlarmSpec {
  readonly name: string;
  readonly description: string;
  /** The load balancer whose metric is watched, whichever of its target groups serves. */
  readonly loadBalancerArn: string;
  readonly metric: string;
  readonly statistic: Statistic;
  readonly periodSeconds: number;
  /** How many periods in a row must be bad. */
  readonly periods: number;
  readonly comparison: ComparisonOperator;
  readonly threshold: number;
  /** What a period without data counts as. */
  readonly missingData: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
}

export type MetricAlarmOutputs = { readonly name: string; readonly arn: string };

/** Goes off when a metric of the load balancer is bad: it stops deployments, and does nothing else unless somebody gives it actions. */
export const metricAlarm: Kind<MetricAlarmSpec, MetricAlarmOutputs, Aws> = {
  type: 'cloudwatch.alarm',
  outputs: ['name', 'arn'],
  identity: ['name'],
  arnPattern: /^arn:[^:]+:cloudwatch:[^:]+:\d+:alarm:(?<name>.+)$/,
  permissions: {
    read: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
    write: ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource', 'cloudwatch:DeleteAlarms'],
  },
  cost: () => [{ price: 'alarm-month', units: 1 }],

  async read(aws, spec, known) {
    const alarm = await findFirst(known?.name, spec.name, name => find(aws, name));
    if (alarm?.AlarmName === undefined) return undefined;
    const outputs = outputsOf(aws, alarm.AlarmName);
    const tagged = await whenMissing(
      aws.cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: outputs.arn })),
      'ResourceNotFoundException',
    );
    return { outputs, actual: { name: outputs.name, ...settingsOf(spec, alarm) }, ...markOf(tagged?.Tags) };
  },

  async ensure(aws, spec, live) {
    const outputs = live?.outputs ?? outputsOf(aws, spec.name);
    // PutMetricAlarm writes the whole alarm: who is told is somebody else's, and kept. Tags are taken at creation only.
    const rest = live === undefined ? { Tags: ownerTagList(aws) } : actionsOf(await find(aws, outputs.name));
    await aws.cloudwatch.send(new PutMetricAlarmCommand({ ...inputOf(spec), ...rest }));
    if (live !== undefined && live.owner !== aws.owner) {
      await aws.cloudwatch.send(new TagResourceCommand({ ResourceARN: outputs.arn, Tags: ownerTagList(aws) }));
    }
    return outputs;
  },

  async remove(aws, known) {
    await whenMissing(aws.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [known.name] })), 'ResourceNotFound');
  },
};

const find = async (aws: Aws, name: string): Promise<MetricAlarm | undefined> =>
  (await aws.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }))).MetricAlarms?.[0];

const outputsOf = (aws: Aws, name: string): MetricAlarmOutputs => ({ name, arn: arnOf(aws, 'cloudwatch', `alarm:${name}`) });

const NAMESPACE = 'AWS/ApplicationELB';

/** `app/shop/0123456789abcdef`: the end of the ARN. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
const dimensionsOf = (loadBalancerArn: string) => [{ Name: 'LoadBalancer', Value: loadBalancerArn.split(':loadbalancer/')[1] ?? '' }];

const inputOf = (spec: MetricAlarmSpec) => ({
  AlarmName: spec.name,
  AlarmDescription: spec.description,
  Namespace: NAMESPACE,
  MetricName: spec.metric,
  Dimensions: dimensionsOf(spec.loadBalancerArn),
  Statistic: spec.statistic,
  Period: spec.periodSeconds,
  EvaluationPeriods: spec.periods,
  ComparisonOperator: spec.comparison,
  Threshold: spec.threshold,
  TreatMissingData: spec.missingData,
});

/** The alarm in the words of the spec; one that watches something else has no load balancer of ours. */
function settingsOf(spec: MetricAlarmSpec, alarm: MetricAlarm): Omit<MetricAlarmSpec, 'name'> {
  const [dimension, ...others] = alarm.Dimensions ?? [];
  const [wanted] = dimensionsOf(spec.loadBalancerArn);
  const isOurs = alarm.Namespace === NAMESPACE && others.length === 0 && dimension?.Value === wanted?.Value;
  return {
    description: alarm.AlarmDescription ?? '',
    loadBalancerArn: isOurs ? spec.loadBalancerArn : (dimension?.Value ?? ''),
    metric: alarm.MetricName ?? '',
    statistic: alarm.Statistic ?? 'Sum',
    periodSeconds: alarm.Period ?? 0,
    periods: alarm.EvaluationPeriods ?? 0,
    comparison: alarm.ComparisonOperator ?? 'GreaterThanThreshold',
    threshold: alarm.Threshold ?? 0,
    missingData: (alarm.TreatMissingData ?? 'missing') as MetricAlarmSpec['missingData'],
  };
}

const actionsOf = ({ ActionsEnabled, AlarmActions, OKActions, InsufficientDataActions }: MetricAlarm = {}) => ({
  ActionsEnabled,
  AlarmActions,
  OKActions,
  InsufficientDataActions,
});
