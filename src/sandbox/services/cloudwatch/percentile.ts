import type { MetricPoint } from './metric.ts';

// Values are counted in buckets that grow by this factor, so that memory does not grow with them. A percentile is off by half of it at most.
const GROWTH = 1.02;
const NOT_POSITIVE = 'zero';

/** The bucket that a value is counted in. */
export const bucketOf = (value: number): string => (value > 0 ? String(Math.round(Math.log(value) / Math.log(GROWTH))) : NOT_POSITIVE);

const valueOf = (bucket: string): number => (bucket === NOT_POSITIVE ? 0 : GROWTH ** Number(bucket));

/** The value that so many percent of all values do not exceed; undefined where it cannot be told, as with negative values. */
export function percentile(point: MetricPoint, percent: number): number | undefined {
  if (point.minimum === point.maximum) return point.minimum;
  if (point.values === undefined || point.minimum < 0) return undefined;
  const wanted = (point.sampleCount * percent) / 100;
  let counted = 0;
  for (const [value, count] of Object.entries(point.values)
    .map(([bucket, count]) => [valueOf(bucket), count] as const)
    .sort(([a], [b]) => a - b)) {
    counted += count;
    if (counted >= wanted) return Math.min(Math.max(value, point.minimum), point.maximum);
  }
  return point.maximum;
}
