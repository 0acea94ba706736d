import { PutMetricData$, type MetricDatum, type PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { invalidCombination, invalidParameter, missingParameter } from './faults.ts';
import { dimensionsOf } from './read-metric.ts';
import { recordMetric, type Measurement, type StatisticSet } from './record-metric.ts';

const MOST_DATA = 1000;
const MOST_VALUES = 150;
const HOUR = 3_600_000;
const OLDEST = 14 * 24 * HOUR;
const NEWEST = 2 * HOUR;
const LARGEST = 2 ** 360;

export const putMetricData = operation(PutMetricData$, (world, input: PutMetricDataInput): void => {
  const { Namespace: namespace = '' } = input;
  const data = [...(input.MetricData ?? []), ...(input.EntityMetricData ?? []).flatMap(({ MetricData }) => MetricData ?? [])];
  if (data.length === 0) throw missingParameter('The parameter MetricData is required.');
  if (data.length > MOST_DATA) throw invalidParameter(`The collection MetricData must not have a size greater than ${MOST_DATA}.`);
  if (namespace.startsWith('AWS/')) throw invalidParameter('The value AWS/ for parameter Namespace is invalid.');
  // All of it is checked first: a refused request leaves nothing behind.
  const measurements = data.flatMap((datum, index) => measurementsOf(world, namespace, datum, `MetricData.member.${index + 1}`));
  for (const measurement of measurements) recordMetric(world, measurement);
});

function measurementsOf(world: World, namespace: string, datum: MetricDatum, place: string): Measurement[] {
  checkTime(world, datum, place);
  if (![undefined, 1, 60].includes(datum.StorageResolution)) {
    throw invalidParameter(`The parameter ${place}.StorageResolution must be 1 or 60.`);
  }
  const about = {
    namespace,
    name: datum.MetricName ?? '',
    dimensions: dimensionsOf(datum.Dimensions),
    unit: datum.Unit ?? 'None',
    at: datum.Timestamp,
  };
  return valuesOf(datum, place).map(({ value, count }) => ({ ...about, value, count }));
}

function checkTime(world: World, { Timestamp: at }: MetricDatum, place: string): void {
  const age = at === undefined ? 0 : world.clock.now().getTime() - at.getTime();
  if (age > OLDEST) throw invalidParameter(`The parameter ${place}.Timestamp must specify a time no more than two weeks in the past.`);
  if (age < -NEWEST) throw invalidParameter(`The parameter ${place}.Timestamp must specify a time within two hours in the future.`);
}

interface Counted {
  readonly value: number | StatisticSet;
  readonly count: number;
}

function valuesOf(datum: MetricDatum, place: string): Counted[] {
  const { Value: value, StatisticValues: set, Values: values, Counts: counts } = datum;
  const given = [value, set, values].filter(item => item !== undefined);
  if (given.length === 0)
    throw missingParameter(`At least one of the parameters ${place}.Value, ${place}.Values or ${place}.StatisticValues must be specified.`);
  if (given.length > 1 || (counts && !values)) {
    throw invalidCombination(
      `The parameters ${place}.Value, ${place}.Values and ${place}.StatisticValues are mutually exclusive and you have specified more than one.`,
    );
  }
  if (set) return [{ value: setOf(set, place), count: 1 }];
  if (value !== undefined) return [{ value: checked(value, `${place}.Value`), count: 1 }];
  const list = values ?? [];
  if (list.length > MOST_VALUES) throw invalidParameter(`The collection ${place}.Values must not have a size greater than ${MOST_VALUES}.`);
  if (counts && counts.length !== list.length) {
    throw invalidParameter(`The parameters ${place}.Values and ${place}.Counts must be of the same size.`);
  }
  return list.map((item, index) => ({
    value: checked(item, `${place}.Values.member.${index + 1}`),
    count: counts?.[index] ?? 1,
  }));
}

const checked = (value: number, place: string): number => {
  if (Math.abs(value) <= LARGEST) return value;
  throw invalidParameter(`The value ${value} for parameter ${place} is invalid.`);
};

function setOf(
  { SampleCount: sampleCount = 0, Sum: sum = 0, Minimum: minimum = 0, Maximum: maximum = 0 }: NonNullable<MetricDatum['StatisticValues']>,
  place: string,
): StatisticSet {
  if (!(sampleCount > 0)) throw invalidParameter(`The parameter ${place}.StatisticValues.SampleCount must be greater than 0.`);
  if (minimum > maximum) {
    throw invalidParameter(
      `The parameter ${place}.StatisticValues.Maximum must be greater than or equal to ${place}.StatisticValues.Minimum.`,
    );
  }
  return { sampleCount, sum, minimum, maximum };
}
