import { planDestroy } from '../engine/plan.ts';
import { EXIT } from '../errors.ts';
import { applyInSession } from '../apply-session.ts';
import { askForData, dataIn } from '../data-kept.ts';
import type { Aws } from '../aws/aws.ts';
import type { Change, Plan, State } from '../engine/types.ts';
import { prepare } from '../prepare.ts';
import { readUnderWay, type UnderWay } from '../release/under-way.ts';
import { commandFor, type CommandResult, type Session } from '../session.ts';
import { confirmPlan } from '../ui/confirm.ts';
import { createSweep } from '../create-sweep.ts';
import { tellOtherSetUps } from '../tell-other-set-ups.ts';
import { nameOf } from '../ui/plan-view.ts';
import { note } from '../ui/note.ts';
import { showPlan } from '../ui/show-plan.ts';

/**
 * Removes what the wizard made: what the state notes, and what carries our mark although the state does not know it, also under a name that the config
 * no longer has. What was taken over goes with `--adopt` only; what holds data goes with `--delete-data`, or when a person types its name.
 *
 * `--json`: the plan, what happens to each resource, and the result: `changed`, `left` (what should have gone), `kept` (holds data), `spared` (ids of
 * what was taken over, and what that needs), `unseen` (ARNs with our mark that may not be looked at), `stops` (the release that was under way: `executionIds`, `deploymentId`; null when none was).
 */
export async function destroyCommand(session: Session): Promise<CommandResult> {
  const { options, output, messages, colour } = session;
  const adopted = options.adopt === true;
  const prepared = await prepare(session, [], { lenient: true });
  const sweep = createSweep(session, prepared);
  const ours = (state: State) => planDestroy(prepared.nodes, state, prepared.aws, { adopted, findMore: sweep.find });
  const plan = await ours(prepared.state);
  const { spared, theirs } = plan;
  if (theirs.size > 0) note(session, 'takenFromUs', { what: [...theirs].map(([id, owner]) => `${id} (${owner})`).join(', ') });
  const taken = spared.filter(id => !theirs.has(id));
  if (taken.length > 0) output.note(messages.ui.spared({ what: taken.join(', '), command: commandFor(session, 'destroy --adopt') }));
  const data = options['deleteData'] === true ? [] : await dataIn(prepared.aws, plan.changes);
  const asks = session.interactive && options.yes !== true && options.dryRun !== true;
  const shown = asks ? plan : without(plan, data);
  const underWay = await releasesIn(prepared.aws, shown);
  const stops =
    underWay === undefined ? null : { executionIds: underWay.executionIds, deploymentId: underWay.deployment?.deploymentId ?? null };
  const tellKept = (kept: readonly Change[]): void => {
    if (kept.length > 0) output.note(messages.ui.dataKept({ what: wordsOf(kept), command: commandFor(session, 'destroy --delete-data') }));
  };
  const finish = (kept: readonly Change[], more: object): CommandResult => {
    tellKept(kept);
    output.event({ type: 'result', ok: true, ...more, kept: kept.map(recordOf), spared, unseen: sweep.unseen(), stops });
    return EXIT.done;
  };
  if (shown.changes.length === 0) {
    const isNothing = spared.length === 0 && data.length === 0 && sweep.unseen().length === 0;
    if (isNothing) {
      output.print(messages.ui.nothingToDestroy({ command: commandFor(session, 'init') }));
      await tellOtherSetUps(session, prepared.aws);
    }
    return finish(data, { changed: false });
  }
  showPlan(session, shown);
  if (underWay !== undefined) output.note(`${colour.yellow('!')} ${messages.ui.destroyStops(wordsFor(underWay))}`);
  if (options.dryRun === true) return finish(data, { changed: false });
  // Whoever confirms in a second run hears before it what that leaves.
  if (!session.interactive && options.yes !== true) tellKept(data);
  if (!(await confirmPlan(session, { question: messages.ui.confirmDestroy, initial: 'no' }))) return EXIT.done;
  const kept = asks ? await askForData(session, data) : data;
  await applyInSession(session, prepared, without(plan, kept), prepared.nodes);
  const rest = await ours(await prepared.store.load());
  const left = without(rest, kept).changes;
  if (left.length > 0) {
    output.print(messages.ui.leftAlone({ what: left.map(({ id }) => id).join(', ') }));
    const rests = { left: left.map(recordOf), kept: kept.map(recordOf), spared, unseen: sweep.unseen() };
    output.event({ type: 'result', ok: false, changed: true, ...rests, stops });
    return EXIT.resumable;
  }
  if (spared.length > 0) output.print(messages.ui.leftAlone({ what: spared.join(', ') }));
  else if (kept.length === 0 && sweep.unseen().length === 0) output.print(messages.ui.destroyed);
  return finish(kept, { changed: true, left: [] });
}

/** What removing these things stops. */
function releasesIn(aws: Aws, { changes }: Plan): Promise<UnderWay | undefined> {
  const outputsOf = (type: string) => changes.find(change => change.type === type)?.outputs;
  const pipeline = outputsOf('codepipeline.pipeline');
  const group = outputsOf('codedeploy.deployment-group');
  return readUnderWay(aws, {
    pipeline: pipeline && String(pipeline['name']),
    group: group && { application: String(group['application']), name: String(group['name']) },
  });
}

const wordsFor = ({ executionIds, deployment }: UnderWay) => ({
  executions: executionIds.join(', '),
  deployment: deployment?.deploymentId,
  shifted: deployment?.shifted === true,
});

const without = ({ changes }: Plan, kept: readonly Change[]): Plan => ({
  changes: changes.filter(({ id }) => !kept.some(one => one.id === id)),
});

const wordsOf = (kept: readonly Change[]): string => kept.map(change => `${change.type} ${nameOf(change)}`).join(', ');

const recordOf = (change: Change) => ({ id: change.id, kind: change.type, name: nameOf(change), outputs: change.outputs });
