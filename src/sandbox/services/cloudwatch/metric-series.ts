import { mergePoints } from './merge-points.ts';
import type { MetricPoint } from './metric.ts';

/** What happened in one period. */
export interface Period {
  /** Its start, in epoch milliseconds. */
  readonly at: number;
  readonly point: MetricPoint;
}

/** Points by periods of so many seconds of wall-clock time, as clients ask for them; oldest first, those without data left out. */
export function periodsOf(points: readonly MetricPoint[], from: Date, to: Date, seconds: number): Period[] {
  const length = seconds * 1000;
  const byStart = new Map<number, MetricPoint[]>();
  for (const point of points) {
    const start = Math.floor(point.at / length) * length;
    if (start < Math.floor(from.getTime() / length) * length || start >= to.getTime()) continue;
    byStart.set(start, [...(byStart.get(start) ?? []), point]);
  }
  return [...byStart]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, ofPeriod]) => {
      const point = mergePoints(ofPeriod);
      return point ? [{ at, point }] : [];
    });
}
