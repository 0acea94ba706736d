import type { AlarmHistoryItem, MetricAlarm, StateValue, Tag } from '@aws-sdk/client-cloudwatch';
import type { Metric } from './metric.ts';

/** A metric alarm in AWS's own shape. */
export interface AlarmRecord extends MetricAlarm {
  readonly AlarmName: string;
  readonly AlarmArn: string;
  readonly EvaluationPeriods: number;
  readonly StateValue: StateValue;
  readonly StateReason: string;
  readonly StateUpdatedTimestamp: Date;
}

/** What CloudWatch of the sandbox remembers. The data of metrics is in the world's runtime while the sandbox runs. */
export interface CloudWatchState {
  /** By name. */
  readonly alarms: Record<string, AlarmRecord>;
  /** Tags of alarms, by ARN. */
  readonly tags: Record<string, Tag[]>;
  /** Oldest first. */
  readonly history: AlarmHistoryItem[];
  /** The data of metrics, while the sandbox is stopped. */
  readonly metrics: Metric[];
}

export const emptyCloudWatchState = (): CloudWatchState => ({ alarms: {}, tags: {}, history: [], metrics: [] });
