import type { RuleState, Tag, Target } from '@aws-sdk/client-eventbridge';

/** What the events service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface EventsState {
  /** Rules of the default bus, by name. */
  readonly rules: Record<string, RuleRecord>;
}

export interface RuleRecord {
  readonly name: string;
  readonly arn: string;
  /** Account that made it. */
  readonly createdBy: string;
  /** JSON text, as it was given. */
  eventPattern: string;
  state: RuleState;
  description: string | undefined;
  roleArn: string | undefined;
  targets: Target[];
  tags: Tag[];
}

export const emptyEventsState = (): EventsState => ({ rules: {} });
