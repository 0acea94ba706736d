import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world.ts';
import { metricKey, type MetricPoint } from './metric.ts';

/** Which data is asked for. */
export interface MetricSource {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Data in any unit where it is left out. */
  readonly unit?: string | undefined;
}

export const dimensionsOf = (dimensions: readonly Dimension[] | undefined): Record<string, string> =>
  Object.fromEntries((dimensions ?? []).map(({ Name = '', Value = '' }) => [Name, Value]));

export const toDimensions = (dimensions: Readonly<Record<string, string>>): Dimension[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

/** The data of a metric by unit. */
export function pointsByUnit(world: World, source: MetricSource): readonly (readonly [unit: string, points: readonly MetricPoint[]])[] {
  const metric = world.runtime.metrics.get(metricKey(source.namespace, source.name, source.dimensions));
  return Object.entries(metric?.points ?? {}).filter(([unit]) => source.unit === undefined || unit === source.unit);
}

/** The data of a stretch of time; its end does not belong to it. */
export const pointsBetween = (points: readonly MetricPoint[], from: number, to: number): MetricPoint[] =>
  points.filter(({ at }) => at >= from && at < to);
