import type { Messages } from '../i18n/index.ts';
import type { Problem } from '../i18n/en.ts';
import type { Evidence } from './evidence.ts';

export type CauseCode = keyof Messages['causes'];

/** The facts of a cause, but for the flags that its commands carry. */
export type CauseFacts<C extends CauseCode> = Omit<Parameters<Messages['causes'][C]>[0], 'flags'>;

/** Why a release failed. The words are in the catalogue under `causes`. */
export interface Cause {
  readonly code: CauseCode;
  readonly facts: Readonly<Record<string, string>>;
}

/** One row of the table: finds its cause in the evidence, or undefined. */
export interface Matcher<C extends CauseCode = CauseCode> {
  readonly code: C;
  readonly match: (evidence: Evidence) => CauseFacts<C> | undefined;
}

/** A row. */
export const cause = <C extends CauseCode>(code: C, match: Matcher<C>['match']): Matcher => ({ code, match });

/** What happened and what to do about it, in the user's language; `flags` go behind our own commands: ` --sandbox`. */
export function causeWords(messages: Pick<Messages, 'causes'>, { code, facts }: Cause, flags: string): Problem {
  // Which facts belong to a code, the rows of the table say.
  return (messages.causes[code] as (facts: unknown) => Problem)({ ...facts, flags });
}
