/** Data of one metric in one unit, of one moment or of a stretch of time that has been put together. */
export interface MetricPoint {
  /** Epoch milliseconds: the middle of the stretch. */
  readonly at: number;
  sampleCount: number;
  sum: number;
  minimum: number;
  maximum: number;
  /** How many values lie in each bucket of `percentile.ts`; missing where sets of statistics came in, which tell no percentiles. */
  values?: Record<string, number> | undefined;
}

/** One metric: what CloudWatch knows by namespace, name and dimensions. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** By unit, oldest first. */
  readonly points: Record<string, MetricPoint[]>;
}

/** Tells metrics apart: dimensions in any order are the same metric. */
export const metricKey = (namespace: string, name: string, dimensions: Readonly<Record<string, string>>): string => {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
};
