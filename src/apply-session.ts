import { explainFailures } from './explain-failures.ts';
import { applyPlan } from './engine/apply.ts';
import { Failures } from './engine/failures.ts';
import type { Node, Plan, State } from './engine/types.ts';
import { isProblem, UserError } from './errors.ts';
import type { Prepared } from './prepare.ts';
import { KINDS } from './resources/index.ts';
import type { Session } from './session.ts';
import { takeLock } from './take-lock.ts';
import { createProgress } from './ui/progress.ts';
import { isChange } from './ui/plan-view.ts';

/** Carries out a plan under the lock of the set-up and shows how it goes; when it ends early, says how to go on. */
export async function applyInSession(session: Session, prepared: Prepared, plan: Plan, nodes: readonly Node[]): Promise<State> {
  const { output, messages, commandLine, stopped } = session;
  const { aws, store } = prepared;
  const lock = await takeLock(session, store);
  try {
    await refuseOutdated(prepared);
  } catch (error) {
    await lock.release();
    throw error;
  }
  const progress = createProgress(session, plan.changes.filter(isChange).length, aws);
  try {
    return await applyPlan(plan, nodes, KINDS, store, aws, progress, { stopped });
  } catch (error) {
    progress.close();
    const explained = await explainFailures(session, prepared, error);
    if (!isNotUp(explained)) output.note(messages.ui.resume({ command: commandLine }));
    output.event({ type: 'resume', command: commandLine });
    throw explained;
  } finally {
    progress.close();
    await lock.release();
  }
}

/** A plan is of the state as it was read. Somebody else may have worked on the set-up since, or have moved its state. */
async function refuseOutdated({ store, state }: Prepared): Promise<void> {
  const { serial } = await store.load();
  if (serial !== state.serial) throw new UserError('planOutdated', { state: store.name });
}

/** What its error says to do is not to go on. */
const isNotUp = (error: unknown): boolean => error instanceof Failures && error.errors.some(one => isProblem(one, 'serviceNotUp'));
