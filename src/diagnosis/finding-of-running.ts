import type { Aws } from '../aws/aws.ts';
import { lookAtRelease, type LookPlace } from '../release/look.ts';
import { greenOf, isScaling, why } from '../release/release-event.ts';
import { found, type Finding } from './checks/check.ts';

/** How a release does that is still under way: neither good nor bad, unless tasks of its new version stop. */
export async function findingOfRunning(aws: Aws, place: LookPlace, command: (words: string) => string): Promise<Finding> {
  const look = await lookAtRelease(aws, place);
  const { deployment, taskSets } = look;
  const execution = place.executionId ?? deployment?.id ?? '';
  if (deployment?.shifted === true) return found('ok', 'releaseKeeps', { execution });
  const action = look.execution?.actions.find(({ status }) => status === 'InProgress');
  const phase = deployment?.lifecycle.find(({ status }) => status === 'InProgress')?.event ?? action?.action ?? '-';
  const green = taskSets.find(({ id }) => id === greenOf(look));
  const tasks = green === undefined ? '-' : `${green.running}/${green.desired}`;
  const stopped = look.stopped.filter(one => one.taskSet === green?.id && !isScaling(one.stopCode, one.reason));
  const [worst] = stopped;
  if (worst === undefined) return found('skipped', 'releaseUnderWay', { execution, phase, tasks });
  const count = String(stopped.reduce((sum, one) => sum + one.count, 0));
  return found('warning', 'releaseStruggles', { execution, phase, tasks, count, reason: why(worst), command: command('rollback') });
}
