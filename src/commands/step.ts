import { makePlan } from '../engine/plan.ts';
import { EXIT } from '../errors.ts';
import { applyInSession } from '../apply-session.ts';
import { prepare } from '../prepare.ts';
import { QUESTIONS } from '../questions.ts';
import type { StepName } from '../questions/question.ts';
import type { CommandResult, Session } from '../session.ts';
import { confirmPlan } from '../ui/confirm.ts';
import { hasChanges } from '../ui/plan-view.ts';
import { showPlan } from '../ui/show-plan.ts';

/** One page of the wizard as a command: its questions, its part of the plan, and nothing else. What earlier pages make must exist. */
export const stepCommand =
  (name: StepName) =>
  async (session: Session): Promise<CommandResult> => {
    const { options, output } = session;
    const questions = QUESTIONS.filter(({ step }) => step === 'init' || step === name);
    const prepared = await prepare(session, questions, { page: name });
    const only = new Set(prepared.nodes.filter(({ step }) => step === name).map(({ id }) => id));
    const plan = await makePlan(prepared.nodes, prepared.state, prepared.aws, { adopt: options.adopt === true, only });
    showPlan(session, plan, prepared.aws.region);
    const changed = hasChanges(plan);
    const made = changed && options.dryRun !== true;
    if (made && !(await confirmPlan(session))) return EXIT.done;
    if (options.dryRun !== true) await prepared.saveConfig();
    const state = options.dryRun === true ? prepared.state : await applyInSession(session, prepared, plan, prepared.nodes);
    const outputs = Object.fromEntries([...only].map(id => [id, state.entries[id]?.outputs]));
    output.event({ type: 'result', ok: true, step: name, changed: made, outputs });
    return EXIT.done;
  };
