import { whenMissing } from './aws/errors.ts';
import type { Plan, State } from './engine/types.ts';
import { EXIT, UserError } from './errors.ts';
import { isImageProblem } from './image/is-image-problem.ts';
import { readAddresses, waitForAnswer } from './addresses.ts';
import { applyInSession } from './apply-session.ts';
import { mayAsk } from './hold-interview.ts';
import { followRelease } from './follow-release.ts';
import { outputsOf } from './outputs-of.ts';
import type { Prepared } from './prepare.ts';
import { newestExecution, recentExecutions } from './release/execution.ts';
import { readPlanFile, refuseStale } from './plan-file.ts';
import { commandFor, quoted, textOption, type CommandResult, type Session } from './session.ts';
import { problemsIn } from './problems.ts';
import { confirmPlan } from './ui/confirm.ts';
import { showError } from './ui/error-view.ts';
import { isLeaving, Left } from './ui/is-leaving.ts';
import { planOrAdopt } from './plan-or-adopt.ts';
import { hasChanges } from './ui/plan-view.ts';
import { review, type Verdict } from './ui/review.ts';
import { findingWords } from './ui/checks-view.ts';
import { note } from './ui/note.ts';
import { showPlan } from './ui/show-plan.ts';
import { preflight } from './preflight.ts';
import { readServing } from './tell-serving.ts';
import { newerFacts, pendingFiles } from './pending-files.ts';
import { version } from './version.ts';

/** From answers to a set-up that serves: plan, review, creation, the first release, and where it answers. */
export async function makeSetUp(session: Session, wanted: Prepared): Promise<CommandResult> {
  let prepared = wanted;
  const planFile = textOption(session, 'plan');
  for (;;) {
    const planned = await planOrAdopt(session, prepared);
    if (planned === undefined) return EXIT.done;
    const { plan } = planned;
    ({ prepared } = planned);
    showPlan(session, plan, prepared.aws.region);
    if (session.options.explain === true) await (await import('./ui/explain-plan.ts')).explainPlan(session, prepared, plan);
    if (planFile !== undefined) refuseStale(planFile, await readPlanFile(session, planFile), plan, prepared);
    try {
      await preflight(session, prepared, plan);
    } catch (error) {
      prepared = await withOtherImage(session, prepared, error);
      continue;
    }
    if (session.options['printCli'] === true) await (await import('./print-cli/show-cli.ts')).showCli(session, prepared, plan);
    const verdict = hasChanges(plan) ? await verdictOn(session, prepared, plan) : { is: 'create' as const };
    if (verdict.is === 'quit') return EXIT.done;
    if (verdict.is === 'change') {
      ({ prepared } = verdict);
      continue;
    }
    await prepared.saveConfig();
    const before = await executionBefore(prepared);
    const state = await applyInSession(session, prepared, plan, prepared.nodes);
    try {
      return await showLive(session, prepared, state, { changed: hasChanges(plan), before });
    } catch (error) {
      if (!isLeaving(error)) throw error;
      session.output.note(`\n${session.messages.ui.resume({ command: session.commandLine })}`);
      throw new Left('', { cause: error });
    }
  }
}

/** Somebody who is there decides on one screen; else `--yes` must have said it. */
async function verdictOn(session: Session, prepared: Prepared, plan: Plan): Promise<Verdict> {
  // A plan that was shown and kept is confirmed by being named.
  if (textOption(session, 'plan') !== undefined) return { is: 'create' };
  if (mayAsk(session)) return review(session, prepared, plan);
  return { is: (await confirmPlan(session)) ? 'create' : 'quit' };
}

/** An image that cannot be had is no reason to begin anew where somebody can be asked for another one. */
function withOtherImage(session: Session, prepared: Prepared, error: unknown): Promise<Prepared> {
  const canAsk = mayAsk(session) && textOption(session, 'plan') === undefined;
  if (!canAsk || !problemsIn(error).every(isImageProblem)) throw error;
  showError(error, { ...session, version: version() });
  return prepared.again({ ...prepared.answers, 'image.type': undefined, 'image.from': undefined });
}

/** The newest execution of the pipeline, where there is one already. */
async function executionBefore({ aws, config }: Prepared): Promise<string | undefined> {
  const executions = await whenMissing(recentExecutions(aws, config.pipeline.name), 'PipelineNotFoundException');
  return executions?.[0]?.pipelineExecutionId;
}

/** What the set-up has done: whether it changed anything, and the newest execution before that. */
interface Run {
  readonly changed: boolean;
  readonly before: string | undefined;
}

/** AWS runs a new pipeline once by itself: that run is the first release. It is followed here, none is started. */
async function showLive(session: Session, prepared: Prepared, state: State, { changed, before }: Run): Promise<CommandResult> {
  const { output, messages, resultColour } = session;
  const { aws, config } = prepared;
  const pipeline = config.pipeline.name;
  const newest = await newestExecution(aws, pipeline, session);
  if (newest?.pipelineExecutionId === undefined) throw new UserError('noExecution', { pipeline });
  // An execution that ended long ago without success is not this run's failure: the version before it serves.
  const isOver = newest.status !== 'InProgress' && newest.pipelineExecutionId === before;
  const isLive = newest.status === 'Succeeded' || isOver;
  const executionId = isLive
    ? newest.pipelineExecutionId
    : (await followRelease(session, prepared, { executionId: newest.pipelineExecutionId }, 'traffic')).executionId;
  const { url, testUrl, productionListenerArn } = await readAddresses(aws, prepared.setup, outputsOf(state));
  // Somebody has moved the listener or scaled the service to nothing, which no plan changes.
  const hindrances = (await readServing(prepared, productionListenerArn)).filter(({ status }) => status === 'failed');
  const isServed = hindrances.length === 0;
  const answers = isServed && (await waitForAnswer(aws, url, session));
  output.note('');
  const why = hindrances.map(finding => findingWords(messages, finding)).join(' ');
  output.print(isServed ? resultColour.green(messages.ui.ready({ url })) : messages.ui.servesNothing({ url, why }));
  output.note(messages.ui.testUrl({ url: testUrl }));
  if (!answers && isServed) output.note(messages.ui.notAnswering({ url }));
  if (newest.status === 'Failed' && isOver) output.note(messages.ui.lastFailed({ id: before, command: commandFor(session, 'release') }));
  await showPending(session, prepared, state);
  showNext(session, config);
  output.event({ type: 'result', ok: true, changed, url, testUrl, answers, pipeline, executionId });
  return EXIT.done;
}

/** What the user has changed in the files goes live through a release, never by a set-up. */
async function showPending(session: Session, prepared: Prepared, state: State): Promise<void> {
  const { output, messages } = session;
  const { changed, newer } = await pendingFiles(prepared, outputsOf(state));
  if (changed.length > 0) output.note(messages.ui.unreleased({ files: changed.join(', '), command: commandFor(session, 'release') }));
  for (const file of newer) note(session, 'fileBehind', newerFacts(prepared, file));
}

function showNext(session: Session, { image }: Prepared['config']): void {
  const { output, messages, options } = session;
  const reference = options.sandbox === true ? 'sandbox/sample:v2' : 'REFERENCE';
  // What came from a folder or an archive goes on coming from there.
  const named = image.type === 'registry' ? `--image ${reference}` : `--${image.type} ${quoted(image.from)}`;
  output.note(`\n${messages.ui.next}`);
  output.note(messages.ui.nextRelease({ command: commandFor(session, `release ${named}`) }));
  output.note(messages.ui.nextStatus({ command: commandFor(session, 'status') }));
  output.note(messages.ui.nextDestroy({ command: commandFor(session, 'destroy') }));
  if (options.sandbox === true) output.note(messages.ui.nextStop({ command: 'wizard sandbox stop' }));
}
