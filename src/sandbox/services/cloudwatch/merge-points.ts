import type { MetricPoint } from './metric.ts';

const addedValues = (into: MetricPoint, from: MetricPoint): Record<string, number> | undefined => {
  if (into.values === undefined || from.values === undefined) return undefined;
  for (const [bucket, count] of Object.entries(from.values)) into.values[bucket] = (into.values[bucket] ?? 0) + count;
  return into.values;
};

/** Adds a point to another. */
export function addPoint(into: MetricPoint, from: MetricPoint): void {
  into.values = addedValues(into, from);
  into.sampleCount += from.sampleCount;
  into.sum += from.sum;
  into.minimum = Math.min(into.minimum, from.minimum);
  into.maximum = Math.max(into.maximum, from.maximum);
}

/** All points as one; undefined where there are none. */
export function mergePoints(points: readonly MetricPoint[]): MetricPoint | undefined {
  const [first, ...others] = points;
  if (first === undefined) return undefined;
  const merged = { ...first, values: first.values && { ...first.values } };
  for (const point of others) addPoint(merged, point);
  return merged;
}
