import type { Aws } from '../aws/aws.ts';
import type { Stopping } from '../aws/pause.ts';
import { Stopped } from '../engine/stopped.ts';
import type { Failure } from './failure.ts';
import { lookAtRelease, type Look, type LookPlace } from './look.ts';
import { eventsOf, onlyChanges, type ReleaseEvent, type Told } from './release-event.ts';
import { untilSeen } from './until-seen.ts';
import { rollbackOf, whoServes } from './who-serves.ts';

export type { ReleaseEvent, TaskSetTraffic } from './release-event.ts';

/** How a release ended. */
export interface Outcome {
  /**
   * `live`: the new version serves all traffic. `failed`: it does not, and the old one serves what it served. `superseded`: a newer
   * execution took over. `failing`: it has not ended, but the judge says that it is bound to fail.
   */
  readonly status: 'live' | 'failed' | 'superseded' | 'failing';
  readonly executionId: string | undefined;
  readonly deploymentId: string | undefined;
  /** What AWS says about the failure, in order: pipeline action, deployment, rollback. */
  readonly reasons: readonly string[];
  /** The deployment was stopped when the new version served already: it goes on serving, and the old task set is left over. */
  readonly leftOver: boolean;
  readonly failure: Failure | undefined;
  readonly look: Look;
}

/** Stopping it ends the watch, soon, without harming the deployment. */
export interface WatchOptions extends Stopping {
  /** An execution of the pipeline, or a bare deployment. */
  readonly place: LookPlace;
  /** `traffic`: until the new version serves everything. `alarms`: until its alarms had their say. `complete`: until the old one is gone too. */
  readonly until: 'traffic' | 'alarms' | 'complete';
  /** Says at each look whether the deployment is bound to fail. */
  readonly judge?: ((look: Look) => Failure | undefined) | undefined;
  /** What was told already, where a watch goes on. */
  readonly told?: Told | undefined;
}

const ENDED = new Set(['Succeeded', 'Failed', 'Stopped', 'Cancelled', 'Superseded']);

/**
 * Follows a release, tells each change once, and returns how it ended; undefined when it was told to stop. A rollback is followed until
 * the old version serves everything.
 */
export async function watchRelease(aws: Aws, options: WatchOptions, report: (event: ReleaseEvent) => void): Promise<Outcome | undefined> {
  const tell = onlyChanges(report, options.told);
  let shiftedAt: number | undefined;
  const look = async (): Promise<Outcome | undefined> => {
    const seen = await lookAtRelease(aws, options.place);
    tell(eventsOf(seen, aws.pace));
    if (seen.deployment?.shifted) shiftedAt ??= performance.now();
    const minutesServed = shiftedAt === undefined ? 0 : (performance.now() - shiftedAt) / 60_000 / aws.pace;
    return outcomeOf(aws, options, { ...seen, minutesServed }, event => tell([event]));
  };
  try {
    return await untilSeen(aws, look, options);
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    throw error;
  }
}

async function outcomeOf(
  aws: Aws,
  { until, judge }: WatchOptions,
  { minutesServed, ...look }: Look & { readonly minutesServed: number },
  report: (event: ReleaseEvent) => void,
): Promise<Outcome | undefined> {
  const { execution, deployment } = look;
  const outcome = (status: Outcome['status'], more: Partial<Outcome> = {}): Outcome => ({
    status,
    executionId: execution?.id,
    deploymentId: deployment?.id,
    reasons: reasonsOf(look),
    leftOver: false,
    failure: undefined,
    look,
    ...more,
  });
  if (deployment?.status === 'Failed' || deployment?.status === 'Stopped') {
    const rollback = await rollbackOf(aws, look);
    if (rollback !== undefined) {
      report({ type: 'rolling-back', deploymentId: rollback.id });
      if (rollback.isUnderWay) return undefined;
      if (rollback.hasFailed) return outcome('failed', { reasons: [...reasonsOf(look), ...rollback.reasons] });
      const seconds = rollback.seconds ?? 0;
      report({ type: 'rolled-back', deploymentId: rollback.id, seconds });
      return outcome('failed');
    }
    return (await whoServes(aws, look)) === 'Green' ? outcome('live', { leftOver: true }) : outcome('failed');
  }
  const isOver = execution === undefined || ENDED.has(execution.status);
  const isEnough =
    until === 'traffic' || (until === 'alarms' && (look.alarms.length === 0 || (minutesServed >= ALARM_MINUTES && !isRinging(look))));
  if (deployment?.shifted && (isEnough || (deployment.status === 'Succeeded' && isOver))) return outcome('live');
  if (deployment?.shifted && deployment.status !== 'Succeeded' && until === 'alarms') {
    const minutes = Math.min(ALARM_MINUTES, deployment.keptMinutes);
    report({ type: 'watching-alarms', alarms: look.alarms.map(({ name }) => name), minutes, seconds: minutes * 60 * aws.pace });
  }
  if (execution?.status === 'Superseded') return outcome('superseded');
  if (execution?.status === 'Succeeded') return outcome('live');
  if (execution !== undefined && isOver) return outcome('failed');
  const failure = judge?.(look);
  return failure && outcome('failing', { failure });
}

/** A metric comes a minute late, is summed over a minute, and is looked at each minute. */
const ALARM_MINUTES = 3;

/** CodeDeploy stops the deployment in a moment, or would if it could see the alarm. */
const isRinging = ({ alarms }: Look): boolean => alarms.some(({ state }) => state === 'ALARM');

const reasonsOf = ({ execution, deployment }: Look): readonly string[] => [
  ...new Set(
    [...(execution?.actions ?? []).flatMap(({ message }) => message ?? []), deployment?.error?.message].filter(text => text !== undefined),
  ),
];
