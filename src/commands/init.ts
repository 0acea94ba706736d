import { prepare } from '../prepare.ts';
import { QUESTIONS } from '../questions.ts';
import type { CommandResult, Session } from '../session.ts';
import { isLeaving, Left } from '../ui/is-leaving.ts';
import { stateHere } from '../workspace.ts';

/** The whole set-up: questions, plan, creation, the first release, and where it answers. What comes after the questions is loaded after them. */
export async function initCommand(session: Session): Promise<CommandResult> {
  if (session.options.dryRun === true) return (await import('./plan.ts')).planCommand(session);
  try {
    const prepared = await prepare(session, QUESTIONS);
    return await (await import('../make-set-up.ts')).makeSetUp(session, prepared);
  } catch (error) {
    if (!isLeaving(error) || error instanceof Left) throw error;
    await tellLeft(session);
    throw new Left('', { cause: error });
  }
}

/** What is there, and how to go on. */
async function tellLeft(session: Session): Promise<void> {
  const { output, messages, commandLine: command } = session;
  const count = Object.keys((await stateHere(session))?.entries ?? {}).length;
  output.note(`\n${messages.wizard.left({ count, command })}`);
}
