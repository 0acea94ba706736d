import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';

/** One line in a log stream. */
interface LogEvent {
  readonly id: string;
  /** Epoch milliseconds, as the writer says. */
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

export interface LogStreamRecord {
  readonly name: string;
  readonly creationTime: number;
  /** By timestamp. */
  readonly events: LogEvent[];
  storedBytes: number;
}

export interface LogGroupRecord {
  readonly name: string;
  readonly creationTime: number;
  readonly logGroupClass: LogGroupClass;
  readonly kmsKeyId?: string | undefined;
  deletionProtectionEnabled: boolean;
  retentionInDays?: number | undefined;
  readonly tags: Record<string, string>;
  readonly streams: Record<string, LogStreamRecord>;
}

/** What CloudWatch Logs of the sandbox remembers. */
export interface LogsState {
  /** By name. */
  readonly groups: Record<string, LogGroupRecord>;
}

export const emptyLogsState = (): LogsState => ({ groups: {} });
