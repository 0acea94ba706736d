import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { arn, type World } from '../../world.ts';
import { dimensionsOf, type MetricSource } from './read-metric.ts';
import type { AlarmRecord } from './state.ts';

export const alarmArn = (world: World, name: string): string => arn(world, 'cloudwatch', `alarm:${name}`);

/** What an alarm watches. */
export interface Watched extends MetricSource {
  /** `Sum`, `p99` */
  readonly statistic: string;
  /** Seconds of AWS time. */
  readonly period: number;
}

/** What an alarm watches, whether it is said by itself or as the only one of its metric queries. */
export function watchedBy(alarm: MetricAlarm): Watched {
  const query = alarm.Metrics?.[0]?.MetricStat;
  const { Namespace = '', MetricName = '', Dimensions } = query?.Metric ?? alarm;
  return {
    namespace: Namespace,
    name: MetricName,
    dimensions: dimensionsOf(Dimensions),
    statistic: query?.Stat ?? alarm.Statistic ?? alarm.ExtendedStatistic ?? '',
    period: query?.Period ?? alarm.Period ?? 0,
    unit: query?.Unit ?? alarm.Unit,
  };
}

/** Names of the given alarms that are in ALARM now. */
export const activeAlarms = (world: World, names: readonly string[]): string[] =>
  names.filter(name => world.state.cloudwatch.alarms[name]?.StateValue === 'ALARM');

/** Alarms by name, as AWS lists them. */
export const sortedAlarms = (world: World): AlarmRecord[] =>
  Object.values(world.state.cloudwatch.alarms).sort((a, b) => (a.AlarmName < b.AlarmName ? -1 : 1));
