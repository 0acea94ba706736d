import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { AlarmRecord } from './state.ts';

/** One period of the metric of an alarm. */
export interface Datapoint {
  /** Start of the period, in epoch milliseconds. */
  readonly at: number;
  /** How many periods it is back from the latest one, which is 0. */
  readonly age: number;
  readonly value: number;
  readonly sampleCount: number;
}

/** What an alarm makes of its data. */
export interface Judgement {
  readonly state: StateValue;
  /** The data that counts, newest first. */
  readonly datapoints: readonly Datapoint[];
  /** How many of the periods that should count have no data. */
  readonly missing: number;
}

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** Whether a value is on the bad side of the threshold. */
export const isBreaching = (alarm: AlarmRecord, value: number): boolean =>
  COMPARISONS[alarm.ComparisonOperator ?? '']?.(value, alarm.Threshold ?? 0) === true;

/** How many periods must breach. */
export const neededBy = (alarm: AlarmRecord): number => alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods;

/**
 * The state that the data of the evaluation range, newest first, gives an alarm; undefined where it stays as it is.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judgeAlarm(alarm: AlarmRecord, range: readonly Datapoint[]): Judgement | undefined {
  const datapoints = range.slice(0, alarm.EvaluationPeriods);
  const missing = alarm.EvaluationPeriods - datapoints.length;
  const state = stateFor(alarm, datapoints, missing);
  return state && { state, datapoints, missing };
}

function stateFor(alarm: AlarmRecord, datapoints: readonly Datapoint[], missing: number): StateValue | undefined {
  const needed = neededBy(alarm);
  const breaching = datapoints.filter(({ value }) => isBreaching(alarm, value));
  if (breaching.length >= needed) return 'ALARM';
  if (missing === 0) return 'OK';
  switch (alarm.TreatMissingData ?? 'missing') {
    case 'breaching':
      return breaching.length + missing >= needed ? 'ALARM' : 'OK';
    case 'notBreaching':
      return 'OK';
    case 'ignore':
      return breaching.length === datapoints.length ? undefined : 'OK';
    default:
      if (datapoints.length === 0) return 'INSUFFICIENT_DATA';
      if (breaching.length < datapoints.length) return 'OK';
      // All that there is breaches. It counts once it has been so for long enough, so that the very first data raises no alarm.
      return (breaching.at(-1)?.age ?? 0) + 1 >= needed ? 'ALARM' : undefined;
  }
}
