import { makePlan } from '../engine/plan.ts';
import type { State } from '../engine/types.ts';
import { EXIT, UserError } from '../errors.ts';
import { applyInSession } from '../apply-session.ts';
import { outputsOf } from '../outputs-of.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { QUESTIONS } from '../questions.ts';
import { firstExecution } from '../release/execution.ts';
import type { CommandResult, Session } from '../session.ts';
import { confirmPlan } from '../ui/confirm.ts';
import { hasChanges } from '../ui/plan-view.ts';
import { showPlan } from '../ui/show-plan.ts';
import { followRelease } from '../follow-release.ts';
import { readAddresses, waitForAnswer } from '../addresses.ts';

/** The whole set-up: questions, plan, creation, the first release, and where it answers. */
export async function initCommand(session: Session): Promise<CommandResult> {
  const { options, output } = session;
  const prepared = await prepare(session, QUESTIONS);
  const plan = await makePlan(prepared.nodes, prepared.state, prepared.aws, { adopt: options.adopt === true });
  showPlan(session, plan, prepared.aws.region);
  if (options.dryRun === true) {
    output.event({ type: 'result', ok: true, changed: false, changes: hasChanges(plan) });
    return EXIT.done;
  }
  if (hasChanges(plan) && !(await confirmPlan(session))) return EXIT.done;
  await prepared.saveConfig();
  const state = await applyInSession(session, prepared, plan, prepared.nodes);
  return release(session, prepared, state, hasChanges(plan));
}

/** AWS runs a new pipeline once by itself: that run is the first release. It is followed here, none is started. */
async function release(session: Session, prepared: Prepared, state: State, changed: boolean): Promise<CommandResult> {
  const { output, messages, colour } = session;
  const { aws, config } = prepared;
  const pipeline = config.pipeline.name;
  const first = await firstExecution(aws, pipeline);
  if (first?.pipelineExecutionId === undefined) throw new UserError('noExecution', { pipeline });
  const outcome = first.status === 'Succeeded' ? undefined : await followRelease(session, prepared, first.pipelineExecutionId, 'traffic');
  if (outcome === 'failed') return EXIT.deploymentFailed;
  const addresses = await readAddresses(aws, prepared.setup, outputsOf(state));
  const answers = await waitForAnswer(aws, addresses.url);
  output.note('');
  output.print(colour.green(messages.ui.ready({ url: addresses.url })));
  output.note(messages.ui.testUrl({ url: addresses.testUrl }));
  if (!answers) output.note(messages.ui.notAnswering({ url: addresses.url }));
  showNext(session);
  output.event({
    type: 'result',
    ok: true,
    changed,
    url: addresses.url,
    testUrl: addresses.testUrl,
    answers,
    pipeline,
    executionId: first.pipelineExecutionId,
  });
  return EXIT.done;
}

function showNext({ output, messages, options }: Session): void {
  const flags = `${options.sandbox === true ? ' --sandbox' : ''}${options.env === undefined ? '' : ` --env ${options.env}`}`;
  const image = options.sandbox === true ? ' --image sandbox/sample:v2' : ' --image REFERENCE';
  output.note(`\n${messages.ui.next}`);
  output.note(messages.ui.nextRelease({ command: `wizard release${image}${flags}` }));
  output.note(messages.ui.nextStatus({ command: `wizard status${flags}` }));
  output.note(messages.ui.nextDestroy({ command: `wizard destroy${flags}` }));
}
