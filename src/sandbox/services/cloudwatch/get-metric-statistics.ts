import {
  GetMetricStatistics$,
  type Datapoint,
  type GetMetricStatisticsInput,
  type GetMetricStatisticsOutput,
  type StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import { operation } from '../../operation.ts';
import { invalidCombination, invalidParameter, notEmulated } from './faults.ts';
import { periodsOf, type Period } from './metric-series.ts';
import { dimensionsOf, pointsByUnit } from './read-metric.ts';
import { isOtherStatistic, isPercentile, statisticOf } from './statistics.ts';

const MOST_DATAPOINTS = 1440;
const SHORT_PERIODS = [1, 5, 10, 20, 30];

/** Refuses periods that CloudWatch does not keep data for. */
export function checkPeriod(period: number, place: string): void {
  if (SHORT_PERIODS.includes(period) || period % 60 === 0) return;
  throw invalidParameter(`The parameter ${place} must be 1, 5, 10, 20, 30 or a multiple of 60.`);
}

/** Period and times are wall-clock: what a client reads is what it sees happen. */
export const getMetricStatistics = operation(GetMetricStatistics$, (world, input: GetMetricStatisticsInput): GetMetricStatisticsOutput => {
  const { Namespace: namespace = '', MetricName: name = '', Period: seconds = 60, Unit: unit } = input;
  const { StartTime: from = new Date(0), EndTime: to = new Date(0) } = input;
  check(input, from, to, seconds);
  const datapoints = pointsByUnit(world, { namespace, name, dimensions: dimensionsOf(input.Dimensions), unit }).flatMap(
    ([ofUnit, points]) => periodsOf(points, from, to, seconds).map(period => datapointOf(input, ofUnit, period)),
  );
  return { Label: name, Datapoints: datapoints };
});

function check(input: GetMetricStatisticsInput, from: Date, to: Date, seconds: number): void {
  checkPeriod(seconds, 'Period');
  if (from >= to) throw invalidParameter('The parameter StartTime must be less than the parameter EndTime.');
  const extended = input.ExtendedStatistics ?? [];
  if ((input.Statistics ?? []).length + extended.length === 0) {
    throw invalidCombination('At least one of the parameters Statistics and ExtendedStatistics must be specified.');
  }
  const unknown = extended.find(statistic => !isPercentile(statistic));
  if (unknown !== undefined && isOtherStatistic(unknown)) throw notEmulated(`the statistic ${unknown}`);
  if (unknown !== undefined) throw invalidParameter(`The value ${unknown} for parameter ExtendedStatistics.member.1 is not supported.`);
  const wanted = Math.ceil((to.getTime() - from.getTime()) / (seconds * 1000));
  if (wanted > MOST_DATAPOINTS) {
    throw invalidCombination(
      `You have requested up to ${wanted.toLocaleString('en-US')} datapoints, which exceeds the limit of ${MOST_DATAPOINTS.toLocaleString('en-US')}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
}

function datapointOf(input: GetMetricStatisticsInput, unit: string, { at, point }: Period): Datapoint {
  const simple = (input.Statistics ?? []).map(statistic => [statistic, statisticOf(point, statistic)]);
  const extended = (input.ExtendedStatistics ?? []).flatMap(statistic => {
    const value = statisticOf(point, statistic);
    return value === undefined ? [] : [[statistic, value] as const];
  });
  return {
    Timestamp: new Date(at),
    ...Object.fromEntries(simple),
    // Whoever wrote the data has named a unit that CloudWatch knows.
    Unit: unit as StandardUnit,
    ...(extended.length > 0 && { ExtendedStatistics: Object.fromEntries(extended) }),
  };
}
