import type { PlanOptions } from '../engine/plan.ts';
import { needsOf } from '../engine/refs.ts';
import type { Node } from '../engine/types.ts';
import { EXIT, isProblem, UserError } from '../errors.ts';
import { applyInSession } from '../apply-session.ts';
import { mayAsk } from '../hold-interview.ts';
import { preflight } from '../preflight.ts';
import { planSafely, type Planned } from '../plan-safely.ts';
import { prepare, rehearsalRegion, type Prepared } from '../prepare.ts';
import { problemsIn } from '../problems.ts';
import { QUESTIONS } from '../questions.ts';
import type { StepName } from '../questions/question.ts';
import { STEPS } from '../steps/index.ts';
import type { CommandResult, Session } from '../session.ts';
import { confirmPlan } from '../ui/confirm.ts';
import { hasChanges } from '../ui/plan-view.ts';
import { showPlan } from '../ui/show-plan.ts';
import { wayIn } from '../workspace.ts';

/** One page of the wizard as a command: its questions, its part of the plan, and nothing else. What earlier pages make must exist. */
export const stepCommand =
  (name: StepName) =>
  async (session: Session): Promise<CommandResult> => {
    const { options, output } = session;
    const questions = QUESTIONS.filter(({ step }) => step === 'init' || step === name);
    if (mayAsk(session)) await refuseEarly(session, name);
    const wanted = await prepare(session, questions, { page: name });
    const only = idsOf(wanted, name);
    const { prepared, plan } = await planStep(session, wanted, { adopt: options.adopt === true, only });
    showPlan(session, plan);
    if (options.explain === true) await (await import('../ui/explain-plan.ts')).explainPlan(session, prepared, plan);
    const changed = hasChanges(plan);
    await preflight(session, prepared, plan);
    const made = changed && options.dryRun !== true;
    if (made && !(await confirmPlan(session))) return EXIT.done;
    if (options.dryRun !== true) await prepared.saveConfig();
    const state = options.dryRun === true ? prepared.state : await applyInSession(session, prepared, plan, prepared.nodes);
    const outputs = Object.fromEntries([...only].map(id => [id, state.entries[id]?.outputs]));
    output.event({ type: 'result', ok: true, step: name, changed: made, outputs });
    return EXIT.done;
  };

const idsOf = ({ nodes }: Prepared, name: StepName): ReadonlySet<string> =>
  new Set(nodes.filter(({ step }) => step === name).map(({ id }) => id));

/** Nobody need answer questions for a page that cannot be made yet: whether that is so is looked at with what is said already. All else shows later. */
async function refuseEarly(session: Session, name: StepName): Promise<void> {
  const quiet: Session = { ...session, output: { ...session.output, note: () => {} } };
  try {
    if (session.options.sandbox === true) await wayIn(session, await rehearsalRegion(session));
    const prepared = await prepare(quiet, [], { lenient: true });
    await planStep(quiet, prepared, { adopt: true, only: idsOf(prepared, name) });
  } catch (error) {
    const isMissing = problemsIn(error).every(problem => isProblem(problem, 'missingStep') || isProblem(problem, 'missingSteps'));
    if (isMissing) throw error;
  }
}

/** The plan of one page; the earlier pages that have made nothing yet are named together, in their order. */
async function planStep(session: Session, prepared: Prepared, options: PlanOptions): Promise<Planned> {
  const { nodes } = prepared;
  try {
    return await planSafely(session, prepared, options);
  } catch (error) {
    const problems = error instanceof AggregateError ? error.errors : [];
    const missing = problems.filter((problem): problem is UserError<'missingStep'> => isProblem(problem, 'missingStep'));
    if (missing.length < 2 || missing.length < problems.length) throw error;
    const names = stepsToMake(nodes, options.only ?? new Set(), new Set(missing.map(({ facts }) => facts.node)));
    const steps = names.map(step => `wizard ${step}`).join(', ');
    throw new UserError(
      'missingSteps',
      { steps, names: names.join(', '), nodes: missing.map(({ facts }) => facts.node).join(', ') },
      { cause: error },
    );
  }
}

/** The earlier pages, in order, that make what is missing or what needs it, as far as the wanted nodes build on that. */
function stepsToMake(nodes: readonly Node[], wanted: ReadonlySet<string>, missing: ReadonlySet<string>): readonly string[] {
  const absent = new Set(missing);
  for (const { id, spec } of nodes) if (needsOf(spec).some(need => absent.has(need))) absent.add(id);
  const needed = new Set(wanted);
  for (const { id, spec } of nodes.toReversed()) if (needed.has(id)) needsOf(spec).forEach(need => needed.add(need));
  const steps: ReadonlySet<string> = new Set(
    nodes.filter(({ id }) => needed.has(id) && absent.has(id) && !wanted.has(id)).map(({ step }) => step),
  );
  return STEPS.map(({ name }) => name).filter(name => steps.has(name));
}
