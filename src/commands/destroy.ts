import { planDestroy } from '../engine/plan.ts';
import { EXIT } from '../errors.ts';
import { applyInSession } from '../apply-session.ts';
import { prepare } from '../prepare.ts';
import { commandFor, type CommandResult, type Session } from '../session.ts';
import { confirmPlan } from '../ui/confirm.ts';
import { showPlan } from '../ui/show-plan.ts';

/** Removes what the wizard made: what the state notes, and what carries our mark although the state does not know it; what was taken over with `--adopt` only. */
export async function destroyCommand(session: Session): Promise<CommandResult> {
  const { options, output, messages } = session;
  const prepared = await prepare(session, [], { lenient: true });
  const adopted = options.adopt === true;
  const plan = await planDestroy(prepared.nodes, prepared.state, prepared.aws, { adopted });
  const { spared } = plan;
  if (plan.changes.length === 0 && spared.length === 0) {
    output.print(messages.ui.nothingToDestroy({ command: commandFor(session, 'init') }));
    output.event({ type: 'result', ok: true, changed: false, spared });
    return EXIT.done;
  }
  if (spared.length > 0) {
    output.note(messages.ui.spared({ what: spared.join(', '), command: commandFor(session, 'destroy --adopt') }));
  }
  if (plan.changes.length === 0) {
    output.event({ type: 'result', ok: true, changed: false, spared });
    return EXIT.done;
  }
  showPlan(session, plan);
  if (options.dryRun === true) {
    output.event({ type: 'result', ok: true, changed: false });
    return EXIT.done;
  }
  if (!(await confirmPlan(session, { question: messages.ui.confirmDestroy, initial: 'no' }))) return EXIT.done;
  await applyInSession(session, prepared, plan, prepared.nodes);
  const left = await planDestroy(prepared.nodes, await prepared.store.load(), prepared.aws, { adopted });
  output.print(
    left.changes.length === 0 ? messages.ui.destroyed : messages.ui.leftAlone({ what: left.changes.map(({ id }) => id).join(', ') }),
  );
  output.event({
    type: 'result',
    ok: left.changes.length === 0,
    changed: true,
    spared,
    left: left.changes.map(({ id, type, outputs }) => ({ id, kind: type, outputs })),
  });
  return left.changes.length === 0 ? EXIT.done : EXIT.resumable;
}
