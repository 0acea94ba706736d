import type { Service } from '@aws-sdk/client-ecs';
import type { Connection } from '../../aws/connect.ts';
import type { Node, State } from '../../engine/types.ts';
import type { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Setup } from '../../setup.ts';

export type CheckName = keyof Messages['checkTitles'];
export type FindingStatus = 'ok' | 'warning' | 'failed' | 'skipped';

type Texts = Messages['findings'];
export type FindingCode = keyof Texts;
export type FindingFacts<C extends FindingCode> = Texts[C] extends (facts: infer Facts) => string ? Facts : object;

/** What one check found out. The words are in the catalogue under `findings`. */
export interface Finding {
  readonly status: FindingStatus;
  readonly code: FindingCode;
  readonly facts: Readonly<Record<string, string>>;
  /** A problem that has words of its own. */
  readonly problem?: UserError;
}

/** What the checks look at. */
export interface CheckContext {
  readonly aws: Connection;
  /** Where the region was said. */
  readonly regionSource: string;
  readonly setup: Setup;
  readonly nodes: readonly Node[];
  /** What we know to be made, from AWS where the state is lost. */
  readonly state: State;
  /** That the config has other names than those which were set up. */
  readonly renamed: UserError | undefined;
  /** Output of a node that is made. */
  output(id: string, attr: string): string | undefined;
  /** The service, read once. */
  service(): Promise<Service | undefined>;
  /** One of our commands, with the flags of this set-up. */
  command(words: string): string;
}

/** One row of the table of checks. */
export interface Check {
  readonly name: CheckName;
  /** Ids of nodes that must be made for it to have a meaning. */
  readonly needs?: readonly string[];
  readonly run: (context: CheckContext) => Promise<Finding | readonly Finding[]>;
}

/** A finding with the words of a problem. */
export const foundProblem = (problem: UserError): Finding => ({ ...found('failed', 'problem', { message: '', remedy: '' }), problem });

/** A finding. */
export const found = <C extends FindingCode>(status: FindingStatus, code: C, facts: FindingFacts<C>): Finding => ({
  status,
  code,
  facts: facts as Readonly<Record<string, string>>,
});
