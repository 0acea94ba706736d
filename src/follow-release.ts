import type { Aws } from './aws/aws.ts';
import { pause } from './aws/pause.ts';
import type { Cause } from './diagnosis/cause.ts';
import { UserError, type FactsOf } from './errors.ts';
import { failAfterOf, failFastOf, mayStop, stopWithRollback } from './fail-fast.ts';
import type { Prepared } from './prepare.ts';
import { placeOf } from './release-place.ts';
import { isBeingRemoved, recentExecutions, startExecution } from './release/execution.ts';
import { failureIn, type Failure } from './release/failure.ts';
import type { Look, LookPlace } from './release/look.ts';
import type { Told } from './release/release-event.ts';
import { watchRelease, type Outcome, type WatchOptions } from './release/watch.ts';
import { whenFree } from './release/when-free.ts';
import { commandFor, type Session } from './session.ts';
import { createReleaseView } from './ui/release-view.ts';
import { removedMeanwhile, unlessRemoved } from './unless-removed.ts';
import { whyFailed } from './why-failed.ts';

/** What is followed: an execution of the pipeline, or a deployment that none has made. */
export type Followed = { readonly executionId: string } | { readonly deploymentId: string };

/** What is done beside looking: whoever only looks on stops nothing and starts nothing. */
export interface FollowOptions {
  readonly onlyLooks?: boolean;
}

/** A release whose version serves everything. */
export interface LiveRelease {
  /** That of the execution that went live; it may be a newer one than was asked for. */
  readonly executionId: string | undefined;
  readonly look: Look;
}

type Place = Pick<Prepared, 'aws' | 'config' | 'setup'>;

/**
 * Follows a release until its version serves, and shows it; when a newer execution overtakes it, follows that one; when somebody has begun
 * a deployment by hand before it, starts it again after that. One that is bound to fail is stopped and rolled back, as far as the session
 * allows that. Throws when the new version does not serve in the end.
 */
export const followRelease = (
  session: Session,
  place: Place,
  followed: Followed,
  until: WatchOptions['until'],
  options: FollowOptions = {},
): Promise<LiveRelease> => unlessRemoved(session, place, follow(session, place, followed, until, options));

async function follow(
  session: Session,
  { aws, config, setup }: Place,
  followed: Followed,
  until: WatchOptions['until'],
  { onlyLooks = false }: FollowOptions,
): Promise<LiveRelease> {
  const { output, messages, stopped } = session;
  const pipeline = config.pipeline.name;
  const failFast = failFastOf(session);
  const limits = { failAfter: failAfterOf(session), pace: aws.pace };
  const view = createReleaseView(session);
  let place: LookPlace = { ...placeOf(config), ...followed };
  let judge = failFast === 'never' ? undefined : (look: Look) => failureIn(look, limits);
  let failure: Failure | undefined;
  let blocked = 0;
  const told: Told = new Map();
  try {
    output.note(nameOf(session, place, 'following'));
    for (;;) {
      const outcome = await watchRelease(aws, { place, until, judge, stopped, told }, view.show);
      if (outcome === undefined) {
        throw new UserError('watchStopped', { what: nameOf(session, place, 'name'), command: commandFor(session, 'status --watch') });
      }
      const blocker = onlyLooks ? undefined : blockerOf(outcome);
      if (blocker !== undefined && blocked < MOST_BLOCKED) {
        blocked += 1;
        view.clear();
        output.event({ type: 'blocked', deploymentId: blocker });
        output.note(messages.release.blocked({ deployment: blocker }));
        await whenFree(aws, config.codedeploy, { stopped });
        const newest = await newestId(aws, pipeline);
        place = { ...place, executionId: newest === outcome.executionId ? await startExecution(aws, pipeline) : newest };
        output.note(nameOf(session, place, 'following'));
        continue;
      }
      if (outcome.status === 'failed') {
        view.clear();
        const { executionId } = outcome;
        if (executionId !== undefined && (await isBeingRemoved(aws, pipeline, executionId))) throw removedMeanwhile(session, { config });
        throw failed(outcome, failure, await whyFailed(session, { aws, setup }, outcome));
      }
      if (outcome.status === 'live') {
        if (outcome.leftOver) output.note(messages.release.leftOver);
        return { executionId: outcome.executionId, look: outcome.look };
      }
      if (outcome.status === 'failing' && outcome.failure && outcome.deploymentId) {
        if (failure === undefined) {
          view.show({ type: 'failing', ...outcome.failure });
          view.clear();
          if (!(await mayStop(session, failFast))) {
            judge = undefined;
            continue;
          }
        }
        const stop = await stopWithRollback(aws, outcome.deploymentId);
        if (typeof stop === 'object') output.note(messages.release.stopRefused({ action: stop.refused }));
        else ({ failure } = outcome);
        if (stop === 'unanswered') await pause(aws, STOP_AGAIN_SECONDS);
        else judge = undefined;
        continue;
      }
      const newest = await newestId(aws, pipeline);
      const isAlone = newest === outcome.executionId;
      if (isAlone && onlyLooks) throw failed(outcome, failure, undefined);
      // What has pushed it aside was stopped as its twin: it has to be started again.
      place = { ...place, executionId: isAlone ? await startExecution(aws, pipeline) : newest };
      output.note(messages.release.overtaken({ id: place.executionId ?? '' }));
    }
  } finally {
    view.close();
  }
}

/** Until it is looked again whether a deployment goes on whose stop was not answered. */
const STOP_AGAIN_SECONDS = 5;

/** How often a deployment by hand may come before. */
const MOST_BLOCKED = 3;

/** The deployment beside which the pipeline could not begin its own. */
function blockerOf({ status, deploymentId, executionId, reasons }: Outcome): string | undefined {
  if (status !== 'failed' || executionId === undefined || deploymentId !== undefined) return undefined;
  return reasons.map(reason => /already has an active deployment '?(d-\w+)/i.exec(reason)?.[1]).find(id => id !== undefined);
}

const newestId = async (aws: Aws, pipeline: string): Promise<string | undefined> =>
  (await recentExecutions(aws, pipeline))[0]?.pipelineExecutionId;

function nameOf({ messages: { release } }: Session, { executionId, deploymentId }: LookPlace, form: 'following' | 'name'): string {
  const id = executionId ?? deploymentId ?? '';
  if (executionId !== undefined) return form === 'following' ? release.following({ id }) : release.execution({ id });
  return form === 'following' ? release.followingDeployment({ id }) : release.deploymentName({ id });
}

function failed({ executionId, deploymentId, reasons, look }: Outcome, failure: Failure | undefined, cause: Cause | undefined): UserError {
  const { deployment } = look;
  return new UserError('deploymentFailed', {
    ended: failure === undefined ? endingOf(look) : 'failFast',
    execution: executionId,
    deployment: deploymentId,
    rolledBack: deployment?.rollback?.deploymentId !== undefined,
    cause,
    reasons: failure === undefined ? reasons : [failure.reason],
  });
}

function endingOf({ deployment }: Look): FactsOf<'deploymentFailed'>['ended'] {
  if (deployment === undefined) return 'pipeline';
  if (deployment.error?.code.startsWith('ALARM_ACTIVE') === true) return 'alarm';
  return deployment.status === 'Stopped' ? 'stopped' : 'failed';
}
