import { readAddresses } from '../addresses.ts';
import { checkParts } from '../check-parts.ts';
import { chooseVersion } from '../choose-version.ts';
import { rememberVersions } from '../completion/remember-versions.ts';
import { EXIT, UserError } from '../errors.ts';
import { momentWords } from '../i18n/moment.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { readPlaces, type Places } from '../release-place.ts';
import { nextStep } from '../release/next-step.ts';
import { readHistory, type History, type PastVersion } from '../release/past-versions.ts';
import { readService } from '../release/read-service.ts';
import { compareSources } from '../release/revert-sources.ts';
import { readStanding, type Standing } from '../release/standing.ts';
import { carryOut, type RollbackPlan } from '../carry-out-rollback.ts';
import { readNote, removeNote, writeNote } from '../rollback-note.ts';
import { commandFor, textOption, type CommandResult, type Session } from '../session.ts';
import { confirmPlan } from '../ui/confirm.ts';
import { widthOf } from '../ui/output.ts';
import { valueTable } from '../ui/tables.ts';
import { showUnread, versionRecord, versionTable, versionWords } from '../ui/version-view.ts';
import { waitOption } from '../wait-option.ts';

/**
 * Goes back to the version before, or to another one that was live. Exit 0 only when it serves.
 *
 * `--json`: events of the release as they happen, `rollback-step` for each thing done, and the result: `changed`, `way` (`none`, `stopped`,
 * `deployed`, `followed`, `pipeline`), `from` and `to` (versions, as `--list` tells them), `live` (the revision that serves now), `deploymentId`, `executionId`, `url`, and in
 * `repository` what the next run of the pipeline would bring instead: `files` (null: not known) and `image` (a digest to go back to, or null).
 */
export async function rollbackCommand(session: Session): Promise<CommandResult> {
  const { options, output, messages } = session;
  const until = waitOption(session);
  const prepared = await prepare(session, [], { lenient: true });
  const { aws, config } = prepared;
  const places = await readPlaces(session, prepared);
  const standing = await readStanding(aws, places.place);
  const history = await readHistory(aws, places.history, standing);
  showUnread(session, history);
  await rememberVersions(session, history.versions);
  if (options['list'] === true) return showVersions(session, history);
  if (standing.primary === undefined) throw new UserError('nothingLive', { service: config.service.name });

  const said = textOption(session, 'to');
  const note = await readNote(session);
  const version = await chooseVersion(session, said, { history, standing, note });
  if (said === undefined && note?.to === version.taskDefinition) {
    output.note(messages.rollback.resumed({ version: version.revision, since: momentWords(new Date(note.since)) }));
  }
  const plan = await makePlan(session, { prepared, places, standing, history, version });
  showPlan(session, history, plan, aws.sandbox ? 1 / aws.pace : 1);
  if (options.dryRun === true) {
    output.event({ type: 'result', ok: true, changed: false, way: plan.way, ...versionsOf(history, plan) });
    return EXIT.done;
  }
  const isDone = plan.way === 'none' && plan.revert === undefined;
  if (!isDone) {
    if (!(await confirmPlan(session, { question: messages.rollback.confirm, initial: 'yes' }))) return EXIT.done;
    await writeNote(session, { from: standing.primary, to: version.taskDefinition, since: new Date().toISOString() });
  }
  const done = await carryOut(session, prepared, places, plan, until);
  await removeNote(session);
  const { url } = await readAddresses(aws, prepared.setup, places.lookup);
  const after = await readStanding(aws, places.place);
  const words = versionWords(version, after.primary?.split('/')[1]);
  if (until !== 'none' || isDone) {
    output.print(
      session.resultColour.green(
        isDone ? messages.rollback.already({ version: words }) : messages.rollback.done({ version: words, colour: after.colour }),
      ),
    );
    output.print(url);
  }
  showSources(session, plan, config.source.repository, `${config.ecr.repository}:${config.ecr.tag}`);
  output.event({ type: 'result', ok: true, changed: !isDone, ...done, ...versionsOf(history, plan), live: after.primary ?? null, url });
  return EXIT.done;
}

interface Found {
  readonly prepared: Prepared;
  readonly places: Places;
  readonly standing: Standing;
  readonly history: History;
  readonly version: PastVersion;
}

async function makePlan(session: Session, { prepared, places, standing, history, version }: Found): Promise<RollbackPlan> {
  // The pipeline may have made the same version anew, under another number.
  const same = [standing.primary, standing.running?.taskDefinition].find(
    arn => arn !== undefined && history.content(arn) === version.content,
  );
  const wanted = same ?? version.taskDefinition;
  const step = nextStep(standing, wanted).type;
  const isNew = step === 'deploy' || step === 'end-wait';
  if (isNew) refuseWhatIsGone(version);
  const commit = version.source?.commit;
  const difference = await compareSources(prepared.aws, places.sources, { commit, digest: version.digest });
  const differs = difference.digest !== undefined || (difference.files?.length ?? 0) > 0;
  const wantsRevert = session.options['revertFiles'] === true;
  if (wantsRevert && difference.files === undefined) throw new UserError('filesUnknown', { revision: version.revision });
  if (wantsRevert && differs) refuseWhatIsGone(version);
  const isByPipeline = wantsRevert && isNew;
  if (isNew) await refuseWhatWouldFail(session, prepared, places, isByPipeline);
  return {
    version,
    wanted,
    way: isByPipeline ? 'pipeline' : step,
    difference,
    revert: wantsRevert && (differs || isByPipeline) ? difference : undefined,
  };
}

/** Leading the traffic back to tasks that still run needs none of this. */
async function refuseWhatWouldFail(session: Session, prepared: Prepared, { lookup }: Places, byPipeline: boolean): Promise<void> {
  const { cluster, name } = prepared.config.service;
  const service = await readService(prepared.aws, cluster, name);
  const problems = await checkParts(session, prepared, { lookup, service, byPipeline });
  if (problems.length > 0) throw new AggregateError(problems);
}

function refuseWhatIsGone({ kept, active, revision, image }: PastVersion): void {
  if (kept === 'gone') throw new UserError('versionGone', { revision, image, reason: 'image' });
  if (!active) throw new UserError('versionGone', { revision, image, reason: 'revision' });
}

function showPlan({ output, messages, io }: Session, { live }: History, { version, way, revert }: RollbackPlan, speed: number): void {
  const { rollback: words } = messages;
  const rows = [...(live === undefined ? [] : [[words.from, versionWords(live)]]), [words.to, versionWords(version)]];
  valueTable(rows, widthOf(io.stderr)).forEach(line => output.note(line));
  output.note(words.ways[way === 'none' && revert !== undefined ? 'pipeline' : way]);
  if (way === 'deploy' && speed > 1) output.note(words.fastTime({ speed: Math.round(speed) }));
  if (version.digest === undefined) output.note(words.byTag({ image: version.image }));
}

/** What the repository still holds, and how to bring it in line. */
function showSources(session: Session, { version, difference, revert }: RollbackPlan, repository: string, image: string): void {
  const { output, messages } = session;
  const { rollback: words } = messages;
  const { files, digest } = difference;
  if (revert !== undefined) {
    if (files !== undefined && files.length > 0) output.note(words.filesHere({ files: files.map(({ path }) => path).join(', ') }));
    return;
  }
  if (digest !== undefined) output.note(words.holdsImage({ image }));
  if (files === undefined) return output.note(words.holdsUnknown({ repository }));
  if (files.length > 0) output.note(words.holdsFiles({ files: files.map(({ path }) => path).join(', '), repository }));
  if (digest === undefined && files.length === 0) return;
  output.note(words.inLine({ command: commandFor(session, `rollback --to ${version.revision} --revert-files`) }));
}

function showVersions({ output, messages, io }: Session, history: History): CommandResult {
  if (history.versions.length === 0) output.print(messages.rollback.none);
  else versionTable(history, messages, widthOf(io.stdout)).forEach(row => output.print(row));
  const record = (version: PastVersion) => ({
    ...versionRecord(version),
    live: version === history.live,
    next: version === history.before,
  });
  output.event({ type: 'result', ok: true, versions: history.versions.map(record), unread: history.unread });
  return EXIT.done;
}

const versionsOf = ({ live }: History, { version, difference, revert }: RollbackPlan) => ({
  from: live === undefined ? null : versionRecord(live),
  to: versionRecord(version),
  repository: {
    files: revert === undefined ? (difference.files?.map(({ path }) => path) ?? null) : [],
    image: revert === undefined ? (difference.digest ?? null) : null,
  },
});
