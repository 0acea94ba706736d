import { DescribeAlarmHistory$, type DescribeAlarmHistoryInput, type DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken } from './faults.ts';

/** Newest first, unless asked otherwise. */
export const describeAlarmHistory = operation(
  DescribeAlarmHistory$,
  (world, input: DescribeAlarmHistoryInput): DescribeAlarmHistoryOutput => {
    const { AlarmName: name, HistoryItemType: type, StartDate: from, EndDate: to, AlarmTypes: types = ['MetricAlarm'] } = input;
    const items = world.state.cloudwatch.history.filter(
      ({ AlarmName, HistoryItemType, Timestamp = new Date(0) }) =>
        types.includes('MetricAlarm') &&
        (name === undefined || AlarmName === name) &&
        (type === undefined || HistoryItemType === type) &&
        (from === undefined || Timestamp >= from) &&
        (to === undefined || Timestamp <= to),
    );
    const ordered = input.ScanBy === 'TimestampAscending' ? items : items.toReversed();
    const listed = page(ordered, input.NextToken, input.MaxRecords ?? 100, badToken);
    return { AlarmHistoryItems: listed.items, NextToken: listed.next };
  },
);
