import type { MetricPoint } from './metric.ts';
import { percentile } from './percentile.ts';

const SIMPLE: Readonly<Record<string, (point: MetricPoint) => number>> = {
  SampleCount: point => point.sampleCount,
  Average: point => point.sum / point.sampleCount,
  Sum: point => point.sum,
  Minimum: point => point.minimum,
  Maximum: point => point.maximum,
};

const PERCENTILE = /^p(\d{1,2}(?:\.\d{0,10})?|100)$/;

/** Other statistics that CloudWatch knows: trimmed means and their like. */
const OTHER = /^(?:IQM|(?:tm|wm|tc|ts|pr)\d|(?:TM|WM|TC|TS|PR)\()/i;

export const isSimpleStatistic = (name: string): boolean => Object.hasOwn(SIMPLE, name);

export const isPercentile = (name: string): boolean => PERCENTILE.test(name);

/** Whether CloudWatch knows this extended statistic, but the sandbox does not. */
export const isOtherStatistic = (name: string): boolean => OTHER.test(name);

/** A statistic of the values in a point, by its name: `Sum`, `p99`; undefined where the data does not tell it. */
export function statisticOf(point: MetricPoint, name: string): number | undefined {
  const simple = SIMPLE[name];
  if (simple !== undefined) return simple(point);
  const percent = PERCENTILE.exec(name)?.[1];
  return percent === undefined ? undefined : percentile(point, Number(percent));
}
