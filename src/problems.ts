import { explain } from './aws/explain.ts';
import { UserError } from './errors.ts';
import { DISK_TROUBLE } from './sandbox/disk-trouble.ts';
import { SandboxError } from './sandbox/sandbox-error.ts';

/** An error as a problem that the user can mend, or undefined when it is a bug of ours. */
export function asProblem(error: unknown): UserError | undefined {
  if (error instanceof SandboxError) return new UserError('sandboxTrouble', { code: error.code, ...error.facts });
  return fileTrouble(error) ?? explain(error);
}

/** A file that may not be read or written, a full disk. */
function fileTrouble(error: unknown): UserError | undefined {
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  const { code = error.name, path } = error as NodeJS.ErrnoException;
  if (path === undefined && !DISK_TROUBLE.includes(code)) return undefined;
  return new UserError('fileTrouble', { file: path ?? process.cwd(), error: code }, { cause: error });
}

/** The problems in an error: itself, or all of the errors that it gathers, each put into terms of the catalogue where that is possible. */
export function problemsIn(error: unknown): readonly unknown[] {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(problemsIn);
  return [asProblem(error) ?? error];
}
