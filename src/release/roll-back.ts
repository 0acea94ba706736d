import { ContinueDeploymentCommand, CreateDeploymentCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import type { Aws } from '../aws/aws.ts';
import { isAmbiguous, nameIs } from '../aws/errors.ts';
import { pause, type Stopping } from '../aws/pause.ts';
import { UserError } from '../errors.ts';
import { lookAtAlarms } from './look.ts';
import type { DeploymentLook } from './look-deployment.ts';
import { nextStep, type NextStep } from './next-step.ts';
import { readStanding, type ReleasePlace, type Standing } from './standing.ts';
import { ENDED, reasonsOf, watchDeployment } from './watch-deployment.ts';
import type { ReleaseEvent } from './release-event.ts';

/** The version that is to serve. */
export interface Wanted {
  readonly taskDefinition: string;
  /** The AppSpec that names it. */
  readonly appSpec: string;
  /** What the new deployment says of itself. */
  readonly description: string;
}

export interface RollbackOptions extends Stopping {
  readonly until: 'traffic' | 'complete' | 'none';
  readonly report: (event: ReleaseEvent | RollbackEvent) => void;
  /** Where nothing is left but to start the version anew: do it, or leave that to the pipeline. */
  readonly otherwise?: 'deploy' | 'leave';
}

/** What a rollback does. */
export type RollbackEvent = {
  readonly type: 'rollback-step';
  readonly step: 'stop' | 'end-wait' | 'deploy' | 'follow';
  readonly deploymentId: string;
};

/** What was done. */
export interface RolledBack {
  /** `stopped`: the old tasks took over again at once. `deployed`: they were started anew. `none`: it served already. */
  readonly way: 'none' | 'stopped' | 'deployed' | 'followed';
  readonly deploymentId: string | undefined;
}

/** Each round does one thing; more of them mean that others are at work on the same service. */
const MOST_ROUNDS = 8;

/**
 * Brings a version back: looks what stands, does the one next thing, and looks again, until it serves everything. Nothing is remembered
 * between two looks that AWS does not show, so it may be killed anywhere.
 */
export async function rollBack(aws: Aws, place: ReleasePlace, wanted: Wanted, options: RollbackOptions): Promise<RolledBack> {
  let done: RolledBack = { way: 'none', deploymentId: undefined };
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const standing = await readStanding(aws, place);
    const step = nextStep(standing, wanted.taskDefinition);
    // What begins once ours is done is somebody's newer release: it is left alone.
    const isServing = standing.primary === wanted.taskDefinition && standing.whole;
    if (step.type === 'deploy' && options.otherwise === 'leave') return done;
    if (step.type === 'none' || (isServing && done.way === 'stopped')) return finish(aws, place, standing, done, options);
    const did = await take(aws, { place, wanted, options }, step);
    if (did !== undefined) done = did;
    if (did !== undefined && options.until === 'none') return done;
  }
  throw new UserError('deploymentRunning', { deployment: (await readStanding(aws, place)).running?.id ?? '' });
}

interface Task {
  readonly place: ReleasePlace;
  readonly wanted: Wanted;
  readonly options: RollbackOptions;
}

async function take(aws: Aws, task: Task, step: Exclude<NextStep, { type: 'none' }>): Promise<RolledBack | undefined> {
  if (step.type === 'deploy') return deploy(aws, task);
  const { deploymentId } = step;
  const { place, options } = task;
  if (step.type === 'stop') return stop(aws, task, deploymentId);
  if (step.type === 'end-wait') return endWait(aws, place, deploymentId, options);
  options.report({ type: 'rollback-step', step: 'follow', deploymentId });
  return follow(aws, task, deploymentId, step.brings);
}

/** Waits until another deployment can begin: the time in which an old version is kept is cut short, all else comes to its end. */
export async function letOthersEnd(aws: Aws, place: ReleasePlace, options: RollbackOptions): Promise<void> {
  const { running } = await readStanding(aws, place);
  if (running?.isKeeping === true) await endWait(aws, place, running.id, options);
  else if (running !== undefined) await watch(aws, { place, options }, running.id);
}

/** Ends the time in which a deployment keeps the old version, so that another can begin. */
async function endWait(aws: Aws, place: ReleasePlace, deploymentId: string, options: RollbackOptions): Promise<undefined> {
  const call = aws.codedeploy.send(new ContinueDeploymentCommand({ deploymentId, deploymentWaitType: 'TERMINATION_WAIT' }));
  await lastMoment(call, { step: 'end-wait', deploymentId }, options);
  // CodeDeploy says that it waits until the old tasks are gone, but there is no way back to them any more.
  const report: RollbackOptions['report'] = event => {
    if (event.type !== 'kept') options.report(event);
  };
  await watch(aws, { place, options: { ...options, report } }, deploymentId);
}

/** Follows a deployment until it is enough, else to its end. */
const watch = (
  aws: Aws,
  { place, options }: Pick<Task, 'place' | 'options'>,
  deploymentId: string,
  isEnough: (look: DeploymentLook) => boolean | Promise<boolean> = look => ENDED.includes(look.status),
) => watchDeployment(aws, { place: { ...place, deploymentId }, isEnough, stopped: options.stopped }, options.report);

/** Tells what was done, once it is. A deployment may end, or begin to keep the old version, between the look and the call: the next look tells. */
async function lastMoment(
  call: Promise<unknown>,
  done: Pick<RollbackEvent, 'step' | 'deploymentId'>,
  { report }: RollbackOptions,
): Promise<void> {
  try {
    await call;
  } catch (error) {
    const isPast = nameIs(
      error,
      'DeploymentAlreadyCompletedException',
      'DeploymentIsNotInReadyStateException',
      'InvalidDeploymentStatusException',
    );
    if (!isPast && !isAmbiguous(error)) throw error;
    return;
  }
  report({ type: 'rollback-step', ...done });
}

/** CodeDeploy answers a stop with a deployment of its own, which leads the traffic back. */
async function stop(aws: Aws, task: Task, deploymentId: string): Promise<RolledBack | undefined> {
  const call = aws.codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
  await lastMoment(call, { step: 'stop', deploymentId }, task.options);
  if (task.options.until === 'none') return { way: 'stopped', deploymentId };
  const stopped = await watch(aws, task, deploymentId);
  if (stopped.status === 'Succeeded') return undefined;
  const back = await backDeployment(aws, task, deploymentId);
  if (back !== undefined) await follow(aws, task, back, false);
  return { way: 'stopped', deploymentId: back ?? deploymentId };
}

/** Looks until CodeDeploy has made the deployment that leads back; one that it has stopped before it began may need none. */
async function backDeployment(aws: Aws, task: Task, deploymentId: string): Promise<string | undefined> {
  for (let looks = 0; looks < 4; looks += 1) {
    const { rollback } = await watch(aws, task, deploymentId, () => true);
    if (rollback?.deploymentId !== undefined) return rollback.deploymentId;
    await pause(aws, 3, task.options);
  }
  return undefined;
}

async function follow(aws: Aws, task: Task, deploymentId: string, brings: boolean): Promise<RolledBack | undefined> {
  const { place, wanted, options } = task;
  if (options.until === 'none') return { way: 'followed', deploymentId };
  const serves = async (): Promise<boolean> => {
    const { primary, whole } = await readStanding(aws, place);
    return primary === wanted.taskDefinition && whole;
  };
  const look = await watch(aws, task, deploymentId, async seen => ENDED.includes(seen.status) || (brings ? seen.shifted : serves()));
  if (brings && (look.status === 'Failed' || look.status === 'Stopped')) {
    throw new UserError('rollbackFailed', { deployment: deploymentId, reasons: reasonsOf(look) });
  }
  return { way: 'followed', deploymentId };
}

/** Sent once: when its answer is lost, the next look finds what it has made. */
async function deploy(aws: Aws, task: Task): Promise<RolledBack | undefined> {
  const { place, wanted, options } = task;
  const { taskDefinition: _wanted, appSpec: content, description } = wanted;
  const alarms = await lookAtAlarms(aws, place);
  try {
    const { deploymentId = '' } = await aws.codedeploy.send(
      new CreateDeploymentCommand({
        applicationName: place.application,
        deploymentGroupName: place.group,
        revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
        description,
        // The version that is left behind may be what they ring for: they must not keep it from being left. Who sends this needs
        // the permission to change the group, so it is sent only where it matters.
        ...(alarms.length > 0 && { overrideAlarmConfiguration: { enabled: false } }),
      }),
    );
    options.report({ type: 'rollback-step', step: 'deploy', deploymentId });
    await follow(aws, task, deploymentId, true);
    return { way: 'deployed', deploymentId };
  } catch (error) {
    // Somebody was faster, or the answer was lost.
    if (!nameIs(error, 'DeploymentLimitExceededException') && !isAmbiguous(error)) throw error;
    await pause(aws, 3, options);
    return undefined;
  }
}

/** Everything serves; where that is wanted, waits until the other version is gone too. */
async function finish(aws: Aws, place: ReleasePlace, standing: Standing, done: RolledBack, options: RollbackOptions): Promise<RolledBack> {
  if (options.until !== 'complete' || standing.running === undefined || done.way === 'stopped') return done;
  await watch(aws, { place, options }, standing.running.id);
  return done;
}
