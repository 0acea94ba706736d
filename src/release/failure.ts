import type { Look } from './look.ts';
import type { StoppedTasks } from './look-tasks.ts';
import { greenOf, isScaling, why } from './release-event.ts';

/** Why a new version will not come up, long before CodeDeploy gives up on it (60 minutes). */
export interface Failure {
  /** `tasks`: they stop again and again. `placement`: none can be started. `unhealthy`: health checks fail past the grace. */
  readonly code: 'tasks' | 'placement' | 'unhealthy';
  readonly count: number;
  /** In AWS's words. */
  readonly reason: string;
}

/** How many times the same must happen until it counts: a task takes some 45 seconds to start and crash, and a third one would make it more than two minutes. */
export const FAIL_AFTER = 2;

interface Limits {
  readonly failAfter: number;
  /** How fast AWS's time goes, see `Aws`. */
  readonly pace: number;
}

/** Looks whether the deployment under way is bound to fail; undefined as long as it may still come up. At an alarm CodeDeploy stops it by itself. */
export function failureIn(look: Look, limits: Limits): Failure | undefined {
  const { deployment } = look;
  const isUnderWay = deployment !== undefined && deployment.completedAt === undefined && deployment.creator !== 'codeDeployRollback';
  if (!isUnderWay) return undefined;
  return stoppedTasks(look, limits) ?? unhealthy(look, limits) ?? unplaced(look, limits);
}

/** Tasks of the new version that stopped by themselves, all in the same way. */
function stoppedTasks(look: Look, { failAfter }: Limits): Failure | undefined {
  const green = greenOf(look);
  const isFailure = ({ taskSet, stopCode, reason }: StoppedTasks): boolean => taskSet === green && !isScaling(stopCode, reason);
  const most = look.stopped.find(group => isFailure(group) && group.count >= failAfter);
  return most && { code: 'tasks', count: most.count, reason: why(most) };
}

/** A target of the new version whose task has had its grace, and whose health checks fail. ECS stops such a task soon, and says why. */
function unhealthy(look: Look, { pace }: Limits): Failure | undefined {
  const green = look.taskSets.find(({ id }) => id === greenOf(look));
  if (green === undefined) return undefined;
  const sick = (look.targets[green.targetGroup] ?? []).filter(({ ip, state }) => {
    const startedAt = look.running.find(task => task.ip === ip && task.taskSet === green.id)?.startedAt;
    return state === 'unhealthy' && startedAt !== undefined && Date.now() - startedAt.getTime() >= look.graceSeconds * 1000 * pace;
  });
  const [first] = sick;
  if (first) return { code: 'unhealthy', count: sick.length, reason: first.description ?? first.reason ?? first.state };
  const said = newMessages(look).flatMap(message =>
    message.includes(`/${green.targetGroup}/`) ? (UNHEALTHY.exec(message)?.[1] ?? []) : [],
  );
  return said[0] === undefined ? undefined : { code: 'unhealthy', count: said.length, reason: said[0] };
}

const UNHEALTHY = / is unhealthy in \(target-group .*\) due to \(reason (.*)\)\.?$/;

/** What ECS has said since the deployment began. */
const newMessages = ({ events, deployment }: Look): readonly string[] =>
  events.flatMap(({ at, message }) => (at && deployment?.createdAt && at >= deployment.createdAt ? [message] : []));

/** ECS says once that tasks keep failing; that it finds no place it says each time. */
const UNABLE = /is unable to consistently start tasks successfully/;
const UNPLACED = /was unable to place a task|has reached the (?:maximum|limit)/;

function unplaced(look: Look, { failAfter }: Limits): Failure | undefined {
  const messages = newMessages(look);
  const unable = messages.find(message => UNABLE.test(message));
  if (unable !== undefined) return { code: 'placement', count: 1, reason: unable };
  const unplacedOnes = messages.filter(message => UNPLACED.test(message));
  const [first] = unplacedOnes;
  return first !== undefined && unplacedOnes.length >= failAfter
    ? { code: 'placement', count: unplacedOnes.length, reason: first }
    : undefined;
}
