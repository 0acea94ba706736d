import type { Job, WalkResult } from './graph.ts';

/** What went wrong with one node. */
export interface Failure {
  readonly id: string;
  readonly type: string;
  readonly step: string;
  readonly error: unknown;
}

/**
 * All that went wrong in a plan or while it was applied, also when it is only one thing: `errors` holds the errors themselves,
 * `failures` tells for each which node it belongs to.
 */
export class Failures extends AggregateError {
  override readonly name = 'Failures';
  readonly failures: readonly Failure[];

  constructor(failures: readonly Failure[]) {
    super(
      failures.map(({ error }) => error),
      failures.map(({ id, error }) => `${id}: ${error instanceof Error ? error.message : String(error)}`).join('; '),
    );
    this.failures = failures;
  }
}

/** The failures of a walk over jobs that each belong to a node. */
export const failuresOf = <J extends Job & Omit<Failure, 'error'>>({ failures }: WalkResult<J>): Failure[] =>
  failures.map(({ job: { id, type, step }, error }) => ({ id, type, step, error }));
