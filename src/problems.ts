import { explain } from './aws/explain.ts';
import { UserError } from './errors.ts';
import { SandboxError } from './sandbox/sandbox-error.ts';

/** An error as a problem that the user can mend, or undefined when it is a bug of ours. */
export function asProblem(error: unknown): UserError | undefined {
  if (error instanceof SandboxError) return new UserError('sandboxTrouble', { code: error.code, ...error.facts });
  return explain(error);
}

/** The problems in an error: itself, or all of the errors that it gathers, each put into terms of the catalogue where that is possible. */
export function problemsIn(error: unknown): readonly unknown[] {
  if (error instanceof AggregateError) return error.errors.flatMap(problemsIn);
  return [asProblem(error) ?? error];
}
