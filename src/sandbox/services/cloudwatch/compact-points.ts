import { addPoint } from './merge-points.ts';
import type { MetricPoint } from './metric.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What is older than this is put together to stretches of so many milliseconds, oldest first. AWS does the same over months. */
const AGES = [
  { olderThan: 3 * 60 * MINUTE, length: 5 * MINUTE },
  { olderThan: 15 * MINUTE, length: MINUTE },
  { olderThan: 2 * MINUTE, length: SECOND },
] as const;
const FORGOTTEN_AFTER = 14 * 24 * 60 * MINUTE;

/** The same data in fewer points: the older, the coarser. */
export function compactPoints(points: readonly MetricPoint[], now: number): MetricPoint[] {
  const compacted: MetricPoint[] = [];
  let last = '';
  for (const point of points) {
    const age = now - point.at;
    if (age > FORGOTTEN_AFTER) continue;
    const length = AGES.find(({ olderThan }) => age > olderThan)?.length;
    const stretch = length === undefined ? '' : `${length}:${Math.floor(point.at / length)}`;
    const previous = compacted.at(-1);
    if (previous !== undefined && stretch !== '' && stretch === last) addPoint(previous, point);
    else compacted.push(length === undefined ? point : { ...point, at: (Math.floor(point.at / length) + 0.5) * length });
    last = stretch;
  }
  return compacted;
}
