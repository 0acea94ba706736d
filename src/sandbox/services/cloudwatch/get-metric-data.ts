import {
  GetMetricData$,
  type GetMetricDataInput,
  type GetMetricDataOutput,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { invalidAlarm, notEmulated } from './faults.ts';
import { checkPeriod } from './get-metric-statistics.ts';
import { periodsOf } from './metric-series.ts';
import { dimensionsOf, pointsByUnit } from './read-metric.ts';
import { isOtherStatistic, isPercentile, isSimpleStatistic, statisticOf } from './statistics.ts';

const MOST_QUERIES = 500;

/** Several metrics at once, newest data first unless asked otherwise. Answers all in one page. */
export const getMetricData = operation(GetMetricData$, (world, input: GetMetricDataInput): GetMetricDataOutput => {
  const queries = input.MetricDataQueries ?? [];
  const { StartTime: from = new Date(0), EndTime: to = new Date(0) } = input;
  if (from >= to) throw invalidAlarm('The parameter StartTime must be less than the parameter EndTime.');
  if (queries.length > MOST_QUERIES)
    throw invalidAlarm(`The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`);
  const ids = queries.map(({ Id }) => Id);
  if (new Set(ids).size < ids.length) throw invalidAlarm('The values for parameter id in MetricDataQueries are not unique.');
  for (const [index, query] of queries.entries()) checkQuery(query, `MetricDataQueries.member.${index + 1}`);
  const results = queries.filter(({ ReturnData }) => ReturnData !== false).map(query => resultOf(world, query, from, to));
  if (input.ScanBy !== 'TimestampAscending') for (const result of results) reverse(result);
  return { MetricDataResults: results, Messages: [] };
});

function checkQuery({ Id = '', MetricStat: stat, Expression }: MetricDataQuery, place: string): void {
  if (!/^[a-z]\w*$/.test(Id))
    throw invalidAlarm(`The value ${Id} for parameter ${place}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`);
  if (Expression !== undefined) throw notEmulated('metric math');
  if (stat === undefined) throw invalidAlarm(`The parameter ${place}.MetricStat is required.`);
  const { Stat = '', Period = 0 } = stat;
  checkPeriod(Period, `${place}.MetricStat.Period`);
  if (isSimpleStatistic(Stat) || isPercentile(Stat)) return;
  if (isOtherStatistic(Stat)) throw notEmulated(`the statistic ${Stat}`);
  throw invalidAlarm(`The value ${Stat} for parameter ${place}.MetricStat.Stat is not supported.`);
}

function resultOf(world: World, { Id, Label, MetricStat: stat }: MetricDataQuery, from: Date, to: Date): MetricDataResult {
  const { Namespace: namespace = '', MetricName: name = '', Dimensions } = stat?.Metric ?? {};
  const points = pointsByUnit(world, { namespace, name, dimensions: dimensionsOf(Dimensions), unit: stat?.Unit }).flatMap(
    ([, ofUnit]) => ofUnit,
  );
  const values = periodsOf(points, from, to, stat?.Period ?? 60).flatMap(({ at, point }) => {
    const value = statisticOf(point, stat?.Stat ?? '');
    return value === undefined ? [] : [{ at: new Date(at), value }];
  });
  return {
    Id,
    Label: Label ?? name,
    Timestamps: values.map(({ at }) => at),
    Values: values.map(({ value }) => value),
    StatusCode: 'Complete',
  };
}

function reverse({ Timestamps, Values }: MetricDataResult): void {
  Timestamps?.reverse();
  Values?.reverse();
}
