import { recall } from '../engine/plan.ts';
import { EXIT, UserError } from '../errors.ts';
import { findingsOfError, runChecks, type Checked } from '../diagnosis/checks/index.ts';
import { found, foundProblem, type CheckContext, type Finding } from '../diagnosis/checks/check.ts';
import { CONFIG_FILE } from '../config-file.ts';
import { renamedProblem } from '../renamed.ts';
import { readService } from '../release/read-service.ts';
import { diagnoseRelease } from '../diagnosis/diagnose-release.ts';
import { findingOfRunning } from '../diagnosis/finding-of-running.ts';
import { lastRelease, type LastRelease } from '../diagnosis/last-release.ts';
import { outputsOf, withoutNotes } from '../outputs-of.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { placeOf } from '../release-place.ts';
import { commandFor, textOption, type CommandResult, type Session } from '../session.ts';
import { findingWords, showChecks } from '../ui/checks-view.ts';
import { showDiagnosis } from '../ui/diagnosis-view.ts';
import { statusWords } from '../ui/status-words.ts';

/** Checks all that a set-up and its releases need, and says why the last release failed; changes nothing. */
export async function doctorCommand(session: Session): Promise<CommandResult> {
  const { output, options, messages } = session;
  const { prepared, problems } = await prepareAnyway(session);
  const asked = { executionId: textOption(session, 'execution'), deploymentId: textOption(session, 'deployment') };
  const isNamed = asked.executionId !== undefined || asked.deploymentId !== undefined;
  const onlyRelease = isNamed || options['last'] === true;

  const [looked, release] = await Promise.all([
    onlyRelease ? [] : check(session, prepared),
    isNamed ? { last: { ...asked, failed: true, underWay: false, id: '', status: '' } } : readRelease(session, prepared, onlyRelease),
  ]);
  const { last } = release;
  const running = 'running' in release ? release.running : undefined;
  const checks = onlyRelease ? [] : [filesOf(session, problems), ...looked, releaseOf(release)];
  if (!onlyRelease) showChecks(session, checks);
  if (last?.failed === true)
    showDiagnosis(session, await diagnoseRelease(prepared.aws, { setup: prepared.setup, ...last }), { print: output.print });
  else if (onlyRelease)
    output.print(
      last === undefined
        ? messages.diagnosis.neverReleased
        : running === undefined
          ? messages.diagnosis.notFailed({ execution: last.id, status: statusWords(last.status, messages) })
          : findingWords(messages, running),
    );

  const failed = checks
    .flatMap(({ findings }) => findings)
    .filter(({ status, code }) => status === 'failed' && code !== 'releaseFailed').length;
  const isSick = last?.failed === true;
  output.event({ type: 'result', ok: failed === 0 && !isSick, failed, releaseFailed: isSick });
  // A failed release weighs more than what may have made it fail.
  return isSick ? EXIT.deploymentFailed : failed > 0 ? EXIT.config : EXIT.done;
}

/** What is wrong with the user's own files is a finding like any other. */
async function prepareAnyway(session: Session): Promise<{ readonly prepared: Prepared; readonly problems: readonly UserError[] }> {
  try {
    return { prepared: await prepare(session, []), problems: [] };
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error;
    const problems = error.errors.filter((problem): problem is UserError => problem instanceof UserError);
    if (problems.length < error.errors.length) throw error;
    return { prepared: await prepare(session, [], { lenient: true }), problems };
  }
}

const filesOf = ({ options }: Session, problems: readonly UserError[]): Checked => ({
  name: 'config',
  findings: problems.length > 0 ? problems.map(foundProblem) : [found('ok', 'configSound', { file: options.config ?? CONFIG_FILE })],
});

interface Release {
  readonly last: LastRelease | undefined;
  /** How it does, where it is not over. */
  readonly running?: Finding;
  /** Why it cannot be seen. */
  readonly unseen?: readonly Finding[];
}

/** Not to see the last release is one finding among others, unless it is all that was asked for. */
async function readRelease(session: Session, { aws, config, setup }: Prepared, isAll: boolean): Promise<Release> {
  try {
    const last = await lastRelease(aws, setup);
    if (last?.underWay !== true) return { last };
    const place = { ...placeOf(config), executionId: last.executionId };
    return { last, running: await findingOfRunning(aws, place, words => commandFor(session, words)) };
  } catch (error) {
    if (isAll) throw error;
    return { last: undefined, unseen: findingsOfError(error) };
  }
}

const releaseOf = ({ last, running, unseen }: Release): Checked => ({
  name: 'release',
  findings: unseen ?? [
    running ??
      (last === undefined
        ? found('skipped', 'neverReleased', {})
        : found(last.failed ? 'failed' : 'ok', last.failed ? 'releaseFailed' : 'released', { execution: last.id, status: last.status })),
  ],
});

async function check(session: Session, prepared: Prepared): Promise<readonly Checked[]> {
  return runChecks(await contextOf(session, prepared));
}

async function contextOf(session: Session, { aws, regionSource, setup, nodes, state: noted }: Prepared): Promise<CheckContext> {
  const state = { ...noted, entries: await entriesOf(nodes, noted, aws) };
  const lookup = outputsOf(state);
  let service: ReturnType<CheckContext['service']> | undefined;
  const read = async () => {
    const { cluster, name } = setup.config.service;
    return readService(aws, cluster, name);
  };
  return {
    aws,
    regionSource,
    setup,
    nodes,
    state,
    renamed: renamedProblem(nodes, noted),
    output(id, attr) {
      const value = lookup({ $ref: id, attr });
      return typeof value === 'string' ? value : undefined;
    },
    service: () => (service ??= read()),
    command: words => commandFor(session, words),
  };
}

/** Whoever may not look at everything is still told what the state notes. */
async function entriesOf(nodes: Prepared['nodes'], state: Prepared['state'], aws: Prepared['aws']): Promise<Prepared['state']['entries']> {
  try {
    return await recall(nodes, withoutNotes(state), aws);
  } catch (error) {
    if (error instanceof AggregateError || error instanceof UserError) return state.entries;
    throw error;
  }
}
