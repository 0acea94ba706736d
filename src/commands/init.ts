import { prepare } from '../prepare.ts';
import { QUESTIONS } from '../questions.ts';
import type { CommandResult, Session } from '../session.ts';

/** The whole set-up: questions, plan, creation, the first release, and where it answers. What comes after the questions is loaded after them. */
export async function initCommand(session: Session): Promise<CommandResult> {
  if (session.options.dryRun === true) return (await import('./plan.ts')).planCommand(session);
  const prepared = await prepare(session, QUESTIONS);
  return (await import('../make-set-up.ts')).makeSetUp(session, prepared);
}
