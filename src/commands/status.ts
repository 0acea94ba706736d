import { rememberVersions } from '../completion/remember-versions.ts';
import { recall } from '../engine/plan.ts';
import { Stopped } from '../engine/stopped.ts';
import type { Entry } from '../engine/types.ts';
import { EXIT, isProblem, UserError } from '../errors.ts';
import { followRelease } from '../follow-release.ts';
import { isMade } from '../made.ts';
import { outputsOf, withoutNotes } from '../outputs-of.ts';
import { pause } from '../aws/pause.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { recentExecutions } from '../release/execution.ts';
import { runningDeployment } from '../release/running.ts';
import { renamedProblem } from '../renamed.ts';
import { rebuildState } from '../rebuild-state.ts';
import { readStatus, type Status } from '../read-status.ts';
import { KINDS } from '../resources/index.ts';
import { tellOtherSetUps } from '../tell-other-set-ups.ts';
import { readServing, tellFindings } from '../tell-serving.ts';
import { commandFor, type CommandResult, type Session } from '../session.ts';
import { columns } from '../ui/columns.ts';
import { describe } from '../ui/error-view.ts';
import { widthOf } from '../ui/output.ts';
import { nameOf } from '../ui/plan-view.ts';
import { statusRecord, statusRows } from '../ui/status-view.ts';
import { valueTable } from '../ui/tables.ts';
import { showUnread, versionTable } from '../ui/version-view.ts';
import { unlessRemoved } from '../unless-removed.ts';

/**
 * What exists, which version serves and since when, what runs now, where it answers, what it costs, and whether anything is not as wanted.
 * With `--rebuild` the state is first written anew from what exists.
 *
 * `--json`, besides `resources` (`id`, `kind`, `status`, `outputs`) and `missing` (the ids of those that are not there): `live` (task set, `targetGroup`, counts, and as `rollback --list` tells
 * a version: `revision`, `digest`, `tags`, `by`, `executionId`, `deploymentId`, `commit`), `versions` (the task sets), `weights`, `url`,
 * `testUrl`, `execution` (the last: `id`, `status`, `trigger`), `running` (`executionId`, `deploymentId`, `phase`, `shifted`, `keptUntil`,
 * `startedBy`, `rollback`; null when nothing runs), `byPipeline` (what is live is what the pipeline last released), `cost` (`usd`, `doubled`:
 * what the task set that is kept adds, `date`), `drift` (number of things that are not as wanted; null: not known), `releases` and `unread` (deployments whose AppSpec may not be read). With
 * `--watch` each look is an event of type `status`, the events of a release come in between, and the result is the last look.
 */
export async function statusCommand(session: Session): Promise<CommandResult> {
  const { output, options } = session;
  const rebuilds = options['rebuild'] === true;
  const wanted = await prepare(session, [], { lenient: true, rebuilds });
  const prepared = rebuilds ? { ...wanted, state: await rebuildState(session, wanted) } : wanted;
  let look = await show(session, prepared);
  if (options['watch'] === true) {
    try {
      for (; look.status !== undefined;) look = await unlessRemoved(session, prepared, watch(session, prepared, look));
    } catch (error) {
      // A watch has no other end.
      if (!(error instanceof Stopped)) throw error;
    }
  }
  output.event({ type: 'result', ok: true, ...look.record });
  return EXIT.done;
}

interface Look {
  readonly status: Status | undefined;
  readonly record: Readonly<Record<string, unknown>>;
}

async function show(session: Session, prepared: Prepared): Promise<Look> {
  const { output, messages, colour } = session;
  const entries = await recall(prepared.nodes, withoutNotes(prepared.state), prepared.aws);
  const resources = resourcesIn(entries);
  const missing = prepared.nodes.filter(({ id, kind }) => entries[id] === undefined && kind.found !== true);
  const ids = { missing: missing.map(({ id }) => id) };
  const isThere = entries['service'] !== undefined && entries['production-listener'] !== undefined;
  const hasPipeline = entries['pipeline'] !== undefined && entries['deployment-group'] !== undefined;
  const renamed = renamedProblem(prepared.nodes, prepared.state);
  if (renamed !== undefined) {
    const { message, remedy } = describe(renamed, messages);
    output.event({ ...renamed.facts, type: 'note', code: renamed.code });
    output.note(`${colour.yellow('!')} ${message}`);
    output.note(`  ${colour.dim('→')} ${remedy}`);
  }
  const status = isThere ? await readStatus(prepared, outputsOf({ ...prepared.state, entries }), hasPipeline) : undefined;
  if (status === undefined) {
    const command = commandFor(session, 'init');
    if (renamed === undefined) {
      const remove = commandFor(session, 'destroy --delete-data');
      const isData = resources.every(({ kind }) => KINDS.get(kind)?.holdsData !== undefined);
      const { noSetup, onlyData, partly } = messages.ui;
      const count = resources.length;
      const names = missing.map(({ id, kind: { type }, spec }) => `${type} ${nameOf({ id, type, spec })}`);
      const lacks = { missing: names.slice(0, MOST_NAMED).join(', '), more: Math.max(0, names.length - MOST_NAMED) };
      output.print(
        count === 0 ? noSetup({ command }) : isData ? onlyData({ count, command, remove }) : partly({ count, ...lacks, command }),
      );
    }
    if (resources.length === 0) await tellOtherSetUps(session, prepared.aws);
    columns(resources.map(({ id, kind, status: made }) => [id, kind, made])).forEach(row => output.print(`  ${row}`));
    return { status, record: { live: null, resources, ...ids } };
  }
  const width = widthOf(session.io.stdout);
  valueTable(statusRows(session, status, prepared.config.pipeline.name), width).forEach(row => output.print(row));
  // While traffic is moved, the listener may be ahead of the primary task set.
  const isMoving = status.running?.shifted === false;
  if (!isMoving) tellFindings(session, await readServing(prepared, status.addresses.productionListenerArn));
  if (status.history !== undefined && status.history.versions.length > 0) {
    output.print('');
    const { versions, ...rest } = status.history;
    versionTable({ ...rest, versions: versions.slice(0, 5) }, messages, width).forEach(row => output.print(row));
  }
  if (status.history !== undefined) {
    showUnread(session, status.history);
    await rememberVersions(session, status.history.versions);
  }
  return { status, record: { ...statusRecord(status), resources, ...ids } };
}

/** How many of the missing things are named: a set-up that was broken off early lacks nearly all. */
const MOST_NAMED = 5;

const resourcesIn = (entries: Readonly<Record<string, Entry>>) =>
  Object.entries(entries)
    .filter(([, entry]) => isMade(entry))
    .map(([id, { type, status, outputs }]) => ({ id, kind: type, status, outputs }));

/** Seconds between two looks for a release. */
const EVERY_SECONDS = 5;

/** Follows what is under way to its end, or waits for something to begin; then looks again. */
async function watch(session: Session, prepared: Prepared, { status, record }: Look): Promise<Look> {
  session.output.event({ type: 'status', ...record });
  if (status?.running !== undefined) await follow(session, prepared, status.running);
  const before = await pulse(prepared);
  if (status?.running === undefined) {
    do await pause(prepared.aws, EVERY_SECONDS, session);
    while ((await pulse(prepared)) === before);
  }
  session.output.print('');
  return show(session, prepared);
}

/** What changes when a release begins, in as few calls as possible. */
async function pulse({ aws, config }: Prepared): Promise<string> {
  const { application, group } = config.codedeploy;
  const [executions, running] = await Promise.all([
    recentExecutions(aws, config.pipeline.name),
    runningDeployment(aws, application, group),
  ]);
  return [executions[0]?.pipelineExecutionId, executions[0]?.status, running?.deploymentId].join();
}

/** A watch looks on: it stops nothing, and a release that fails does not end it. */
async function follow(
  session: Session,
  prepared: Prepared,
  { executionId, deploymentId = '' }: NonNullable<Status['running']>,
): Promise<void> {
  const looking: Session = { ...session, options: { ...session.options, failFast: false } };
  try {
    const followed = executionId === undefined ? { deploymentId } : { executionId };
    await followRelease(looking, prepared, followed, 'complete', { onlyLooks: true });
  } catch (error) {
    if (!(error instanceof UserError) || isProblem(error, 'removedMeanwhile')) throw error;
    if (session.stopped()) throw new Stopped();
    session.output.note(describe(error, session.messages).message);
    await pause(prepared.aws, EVERY_SECONDS, session);
  }
}
