import type { Lock } from './engine/lock.ts';
import { isProblem } from './errors.ts';
import type { Session } from './session.ts';
import type { StateHome } from './state/state-home.ts';
import { confirmPlan } from './ui/confirm.ts';
import { describe } from './ui/error-view.ts';
import { note } from './ui/note.ts';

/** Takes the lock of a set-up. One that somebody else holds is broken where `--break-lock` says so, and who holds it has been read and confirmed. */
export async function takeLock(session: Session, home: StateHome): Promise<Lock> {
  const { output, messages, options, commandLine } = session;
  const bucket = await home.unversioned();
  if (bucket !== undefined) note(session, 'stateUnversioned', { bucket });
  try {
    return await home.lock(commandLine);
  } catch (error) {
    if (!isProblem(error, 'locked') || options.breakLock !== true) throw error;
    output.note(describe(error, messages).message);
    if (!(await confirmPlan(session, { question: messages.ui.confirmBreakLock, initial: 'no' }))) throw error;
    return home.lock(commandLine, error.facts.nonce);
  }
}
