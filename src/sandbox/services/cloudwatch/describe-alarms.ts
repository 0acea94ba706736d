import {
  DescribeAlarms$,
  DescribeAlarmsForMetric$,
  type DescribeAlarmsForMetricInput,
  type DescribeAlarmsForMetricOutput,
  type DescribeAlarmsInput,
  type DescribeAlarmsOutput,
} from '@aws-sdk/client-cloudwatch';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { actionsOfAll } from './alarm-actions.ts';
import { sortedAlarms, watchedBy } from './alarm.ts';
import { badToken, invalidCombination, notEmulated } from './faults.ts';
import { metricKey } from './metric.ts';
import { dimensionsOf } from './read-metric.ts';

/** AWS answers with composite alarms too when it is asked for them; the sandbox has none. */
export const describeAlarms = operation(DescribeAlarms$, (world, input: DescribeAlarmsInput): DescribeAlarmsOutput => {
  const { AlarmNames: names, AlarmNamePrefix: prefix, AlarmTypes: types = ['MetricAlarm'] } = input;
  if (names !== undefined && prefix !== undefined) {
    throw invalidCombination('AlarmNames and AlarmNamePrefix cannot be specified together');
  }
  if (input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined) throw notEmulated('composite alarms');
  const wanted = sortedAlarms(world).filter(
    alarm =>
      types.includes('MetricAlarm') &&
      (names === undefined || names.includes(alarm.AlarmName)) &&
      alarm.AlarmName.startsWith(prefix ?? '') &&
      (input.StateValue === undefined || alarm.StateValue === input.StateValue) &&
      (input.ActionPrefix === undefined || actionsOfAll(alarm).some(action => action.startsWith(input.ActionPrefix ?? ''))),
  );
  const { items, next } = page(wanted, input.NextToken, input.MaxRecords ?? 50, badToken);
  return { MetricAlarms: items, CompositeAlarms: [], NextToken: next };
});

/** Alarms on exactly this metric; statistic, period and unit narrow the list. */
export const describeAlarmsForMetric = operation(
  DescribeAlarmsForMetric$,
  (world, input: DescribeAlarmsForMetricInput): DescribeAlarmsForMetricOutput => {
    const key = metricKey(input.Namespace ?? '', input.MetricName ?? '', dimensionsOf(input.Dimensions));
    const statistic = input.Statistic ?? input.ExtendedStatistic;
    const alarms = sortedAlarms(world).filter(alarm => {
      const watched = watchedBy(alarm);
      return (
        metricKey(watched.namespace, watched.name, watched.dimensions) === key &&
        (statistic === undefined || watched.statistic === statistic) &&
        (input.Period === undefined || watched.period === input.Period) &&
        (input.Unit === undefined || watched.unit === input.Unit)
      );
    });
    return { MetricAlarms: alarms };
  },
);
