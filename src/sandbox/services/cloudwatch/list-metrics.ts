import { ListMetrics$, type ListMetricsInput, type ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { invalidParameter } from './faults.ts';
import type { Metric } from './metric.ts';
import { toDimensions } from './read-metric.ts';

const PAGE = 500;
const RECENT = 3 * 3_600_000;

const lastAt = ({ points }: Metric): number => Math.max(...Object.values(points).map(ofUnit => ofUnit.at(-1)?.at ?? 0));

export const listMetrics = operation(ListMetrics$, (world, input: ListMetricsInput): ListMetricsOutput => {
  const since = input.RecentlyActive === undefined ? 0 : world.clock.now().getTime() - RECENT;
  const metrics = [...world.runtime.metrics.values()].filter(
    metric =>
      (input.Namespace === undefined || metric.namespace === input.Namespace) &&
      (input.MetricName === undefined || metric.name === input.MetricName) &&
      (input.Dimensions ?? []).every(
        ({ Name = '', Value }) => Object.hasOwn(metric.dimensions, Name) && (Value === undefined || metric.dimensions[Name] === Value),
      ) &&
      lastAt(metric) >= since,
  );
  const { items, next } = page(metrics, input.NextToken, PAGE, () => invalidParameter('The value for parameter NextToken is invalid.'));
  return {
    Metrics: items.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: toDimensions(dimensions),
    })),
    NextToken: next,
  };
});
