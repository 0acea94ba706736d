import { inspect } from 'node:util';
import type { ChalkInstance } from 'chalk';
import { EXIT, EXIT_OF, UserError } from '../errors.ts';
import type { Messages } from '../i18n/index.ts';
import type { Problem } from '../i18n/en.ts';
import { problemsIn } from '../problems.ts';
import { safe, type Output } from './output.ts';

/** Message and remedy of a problem in the user's language. */
export function describe(error: UserError, messages: Messages): Problem {
  const words = messages.problems[error.code] as (facts: unknown) => Problem;
  const { message, remedy } = words(error.facts);
  return { message: safe(message), remedy: safe(remedy) };
}

/** Prints why a command failed, last line last, and returns the exit code. Everything that is not a `UserError` is a bug of ours. */
export function showError(
  error: unknown,
  { output, messages, colour, version }: { output: Output; messages: Messages; colour: ChalkInstance; version: string },
): number {
  const problems = problemsIn(error);
  const known = withoutTwins(problems.filter((problem): problem is UserError => problem instanceof UserError));
  const bugs = problems.filter(problem => !(problem instanceof UserError));
  for (const problem of known) {
    const { message, remedy } = describe(problem, messages);
    output.note(`${colour.red('✖')} ${message}`);
    output.note(`  ${colour.dim('→')} ${remedy}`);
  }
  for (const bug of bugs) {
    output.note(`${colour.red('✖')} ${messages.ui.bug({ version, node: process.version })}`);
    output.note(safe(inspect(bug)));
  }
  output.event({
    type: 'result',
    ok: false,
    errors: [
      ...known.map(problem => ({ code: problem.code, ...describe(problem, messages), facts: problem.facts })),
      ...bugs.map(bug => ({ code: 'bug', message: safe(inspect(bug)), remedy: messages.ui.bug({ version, node: process.version }) })),
    ],
  });
  return bugs.length > 0 ? EXIT.bug : Math.max(...known.map(problem => EXIT_OF[problem.code]));
}

/** Things that are made at the same time often fail for the same reason: it is said once. */
const withoutTwins = (problems: readonly UserError[]): readonly UserError[] => [
  ...new Map(problems.map(problem => [problem.message, problem])).values(),
];
