import type { MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { invalidAlarm, notEmulated } from './faults.ts';
import { isOtherStatistic, isPercentile, isSimpleStatistic } from './statistics.ts';

const DAY = 86_400;
const WEEK = 7 * DAY;
const HOUR = 3600;
const SHORT_PERIODS = [10, 20, 30];
const MISSING_DATA = ['breaching', 'notBreaching', 'ignore', 'missing'];
const ANOMALY_OPERATORS = ['LessThanLowerOrGreaterThanUpperThreshold', 'LessThanLowerThreshold', 'GreaterThanUpperThreshold'];

/** Refuses an alarm that AWS refuses, beyond what its model says. */
export function checkAlarm(input: PutMetricAlarmInput): void {
  refuseNewKinds(input);
  if (input.Metrics !== undefined) checkQueries(input, input.Metrics);
  else checkMetric(input);
  checkPeriods(input);
  checkThreshold(input);
  checkActions(input);
}

function refuseNewKinds(input: PutMetricAlarmInput): void {
  if (input.EvaluationCriteria) throw notEmulated('alarms on PromQL queries');
  if (input.ThresholdMetricId !== undefined) throw notEmulated('alarms on anomaly detection');
  if (input.EvaluationWindow?.WallClockWindow) throw notEmulated('evaluation windows by wall clock');
  if (input.WarmUpConfiguration) throw notEmulated('warm-up periods of alarms');
}

function checkMetric(input: PutMetricAlarmInput): void {
  if (input.MetricName === undefined) throw invalidAlarm('Either MetricName or Metrics must be specified');
  if (input.Namespace === undefined) throw invalidAlarm('Namespace must be specified when MetricName is specified');
  if (input.Period === undefined) throw invalidAlarm('Period must be specified when MetricName is specified');
  if ((input.Statistic === undefined) === (input.ExtendedStatistic === undefined)) {
    throw invalidAlarm('Exactly one of Statistic and ExtendedStatistic must be specified');
  }
  const names = (input.Dimensions ?? []).map(({ Name }) => Name);
  if (new Set(names).size < names.length) throw invalidAlarm('Dimensions must not contain the same name twice');
  checkStatistic(input.Statistic ?? input.ExtendedStatistic ?? '');
  checkLowSamples(input);
}

function checkLowSamples({ EvaluateLowSampleCountPercentile: low, ExtendedStatistic = '' }: PutMetricAlarmInput): void {
  if (low === undefined) return;
  if (!['evaluate', 'ignore'].includes(low)) throw invalidAlarm(`Invalid value ${low} for EvaluateLowSampleCountPercentile`);
  if (!isPercentile(ExtendedStatistic)) {
    throw invalidAlarm('EvaluateLowSampleCountPercentile can only be specified for alarms based on percentiles');
  }
}

function checkStatistic(name: string): void {
  if (isSimpleStatistic(name) || isPercentile(name)) return;
  if (isOtherStatistic(name)) throw notEmulated(`the statistic ${name}`);
  throw invalidAlarm(`The value ${name} for parameter ExtendedStatistic is not supported.`);
}

function checkQueries(input: PutMetricAlarmInput, queries: readonly MetricDataQuery[]): void {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Dimensions, Period, Unit } = input;
  if ([MetricName, Namespace, Statistic, ExtendedStatistic, Dimensions, Period, Unit].some(value => value !== undefined)) {
    throw invalidAlarm('Metrics cannot be specified together with MetricName, Namespace, Statistic, Dimensions, Period or Unit');
  }
  if (queries.some(({ Expression }) => Expression !== undefined)) throw notEmulated('metric math in alarms');
  const [query, second] = queries;
  if (query?.MetricStat === undefined || query.ReturnData === false || !/^[a-z]\w*$/.test(query.Id ?? '')) {
    throw invalidAlarm('Invalid metrics list');
  }
  if (second !== undefined) throw invalidAlarm('Invalid metrics list: exactly one of the metrics must return data');
  if (query.MetricStat.Metric?.MetricName === undefined || query.MetricStat.Metric.Namespace === undefined) {
    throw invalidAlarm('Invalid metrics list');
  }
  checkStatistic(query.MetricStat.Stat ?? '');
}

function checkPeriods(input: PutMetricAlarmInput): void {
  const { EvaluationPeriods: periods, DatapointsToAlarm: toAlarm } = input;
  const period = input.Metrics?.[0]?.MetricStat?.Period ?? input.Period ?? 0;
  if (periods === undefined) throw invalidAlarm('EvaluationPeriods must be specified');
  if (!SHORT_PERIODS.includes(period) && period % 60 !== 0) throw invalidAlarm('Period must be 10, 20, 30 or a multiple of 60');
  if (toAlarm !== undefined && toAlarm > periods) throw invalidAlarm('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  if (period < HOUR && periods * period > DAY) {
    throw invalidAlarm(`Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= ${DAY}).`);
  }
  if (periods * period > WEEK) {
    throw invalidAlarm(`Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= ${WEEK}).`);
  }
}

function checkThreshold(input: PutMetricAlarmInput): void {
  const { ComparisonOperator: operator, Threshold, TreatMissingData: missing } = input;
  if (operator === undefined) throw invalidAlarm('ComparisonOperator must be specified');
  if (ANOMALY_OPERATORS.includes(operator)) {
    throw invalidAlarm(`ThresholdMetricId must be specified when ComparisonOperator is ${operator}`);
  }
  if (Threshold === undefined) throw invalidAlarm('Threshold must be specified');
  if (missing !== undefined && !MISSING_DATA.includes(missing)) {
    throw invalidAlarm(`The value ${missing} for parameter TreatMissingData is not supported.`);
  }
}

function checkActions(input: PutMetricAlarmInput): void {
  const actions = [...(input.AlarmActions ?? []), ...(input.OKActions ?? []), ...(input.InsufficientDataActions ?? [])];
  const broken = actions.find(action => !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(action));
  if (broken !== undefined) throw invalidAlarm(`Invalid arn syntax: ${broken}`);
}
