import type { HistoryItemType } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world.ts';
import { watchedBy } from './alarm.ts';
import type { AlarmRecord } from './state.ts';

const KEPT = 1000;
const LONGEST_DATA = 4095;

/** Adds an item to the history of an alarm; it outlives the alarm. */
export function addHistory(world: World, name: string, type: HistoryItemType, summary: string, data: object): void {
  const { history } = world.state.cloudwatch;
  history.push({
    AlarmName: name,
    AlarmType: 'MetricAlarm',
    Timestamp: world.clock.now(),
    HistoryItemType: type,
    HistorySummary: summary,
    HistoryData: JSON.stringify(data).slice(0, LONGEST_DATA),
  });
  if (history.length > KEPT) history.splice(0, history.length - KEPT);
}

/** `2019-10-02T17:04:40.989+0000`, as CloudWatch writes times into its events. */
export const eventTime = (date: Date): string => date.toISOString().replace('Z', '+0000');

/** How events describe the settings of an alarm. */
export function configurationOf(alarm: AlarmRecord): object {
  const { namespace, name, dimensions, statistic, period, unit } = watchedBy(alarm);
  return {
    ...(alarm.AlarmDescription !== undefined && { description: alarm.AlarmDescription }),
    metrics: [
      {
        id: alarm.Metrics?.[0]?.Id ?? 'm1',
        metricStat: { metric: { namespace, name, dimensions }, period, stat: statistic, ...(unit !== undefined && { unit }) },
        returnData: true,
      },
    ],
  };
}

/** How events describe the state of an alarm. */
export const stateOf = (alarm: AlarmRecord): object => ({
  value: alarm.StateValue,
  reason: alarm.StateReason,
  ...(alarm.StateReasonData !== undefined && { reasonData: alarm.StateReasonData }),
  timestamp: eventTime(alarm.StateUpdatedTimestamp),
});

/** Tells the event bus that an alarm was made, changed or deleted. */
export function configurationChanged(world: World, alarm: AlarmRecord, operation: 'create' | 'update' | 'delete'): void {
  world.emit({
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm Configuration Change',
    resources: [alarm.AlarmArn],
    detail: { alarmName: alarm.AlarmName, operation, state: stateOf(alarm), configuration: configurationOf(alarm) },
  });
}
