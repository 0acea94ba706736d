import type { World } from '../../world.ts';
import { compactPoints } from './compact-points.ts';
import { addPoint } from './merge-points.ts';
import { metricKey, type Metric, type MetricPoint } from './metric.ts';
import { bucketOf } from './percentile.ts';

/** Several values that came in together. */
export interface StatisticSet {
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

export interface Measurement {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** A unit of CloudWatch: `Count`, `Seconds`, `Percent`, … */
  readonly unit: string;
  readonly value: number | StatisticSet;
  /** How often the value came; once where it is left out. */
  readonly count?: number | undefined;
  /** When it was so; now where it is left out. */
  readonly at?: Date | undefined;
}

/** Alarms look at stretches of 10 seconds of AWS time at least. */
const SHORTEST_PERIOD = 10;
const LONGEST_SLOT_MILLISECONDS = 1000;
/** A list that has grown by so many points is looked through. */
const GROWTH = 512;

/** A slot may be a third of something: what is said to be at its beginning must not land in the one before. */
const ROUNDING = 0.001;

/** Measurements that are closer together than this are one point. */
const slotOf = (world: World): number => Math.min(LONGEST_SLOT_MILLISECONDS, (SHORTEST_PERIOD * 1000) / world.clock.speed);

const pointOf = ({ value, count = 1 }: Measurement, at: number): MetricPoint => {
  if (typeof value === 'number')
    return { at, sampleCount: count, sum: value * count, minimum: value, maximum: value, values: { [bucketOf(value)]: count } };
  const { sampleCount, sum, minimum, maximum } = value;
  const single = minimum === maximum ? { values: { [bucketOf(minimum)]: sampleCount * count } } : {};
  return { at, sampleCount: sampleCount * count, sum: sum * count, minimum, maximum, ...single };
};

const metricOf = (world: World, { namespace, name, dimensions }: Measurement): Metric => {
  const key = metricKey(namespace, name, dimensions);
  const known = world.runtime.metrics.get(key) ?? { namespace, name, dimensions: { ...dimensions }, points: {} };
  world.runtime.metrics.set(key, known);
  return known;
};

/**
 * Adds to the data of a metric. What happens at nearly the same time becomes one point, and old points are put together,
 * so that this may be called for every request that a load balancer serves.
 */
export function recordMetric(world: World, measurement: Measurement): void {
  const slot = slotOf(world);
  const at = (Math.floor((measurement.at ?? world.clock.now()).getTime() / slot + ROUNDING) + 0.5) * slot;
  const metric = metricOf(world, measurement);
  const points = (metric.points[measurement.unit] ??= []);
  const point = pointOf(measurement, at);
  const index = points.findLastIndex(other => other.at <= at);
  const before = points[index];
  if (before?.at === at) {
    addPoint(before, point);
    return;
  }
  points.splice(index + 1, 0, point);
  if (points.length % GROWTH === 0) metric.points[measurement.unit] = compactPoints(points, world.clock.now().getTime());
}
