import { explain } from './aws/explain.ts';
import { UserError } from './errors.ts';
import { SandboxError } from './sandbox/sandbox-error.ts';

/** An error as a problem that the user can mend, or undefined when it is a bug of ours. */
export function asProblem(error: unknown): UserError | undefined {
  if (error instanceof SandboxError) return new UserError('sandboxTrouble', { code: error.code, ...error.facts });
  return fileTrouble(error) ?? explain(error);
}

/** A file that may not be read or written, a full disk: what the system says of the path. */
function fileTrouble(error: unknown): UserError | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('path' in error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  return new UserError('fileTrouble', { file: path ?? '', error: code ?? error.name }, { cause: error });
}

/** The problems in an error: itself, or all of the errors that it gathers, each put into terms of the catalogue where that is possible. */
export function problemsIn(error: unknown): readonly unknown[] {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(problemsIn);
  return [asProblem(error) ?? error];
}
