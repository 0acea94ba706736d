import type { Aws } from '../aws/aws.ts';
import { readWeights } from './live.ts';
import type { Look } from './look.ts';
import { lookAtDeployment } from './look-deployment.ts';
import { secondsBetween } from './look-execution.ts';

/** Which task set of the deployment gets all production traffic, as the listener says; undefined where both do or neither. */
export async function whoServes(aws: Aws, { deployment }: Look): Promise<'Blue' | 'Green' | undefined> {
  if (deployment?.productionListener === undefined) return undefined;
  const [only, ...others] = await readWeights(aws, deployment.productionListener);
  return others.length > 0 ? undefined : deployment.taskSets.find(({ targetGroup }) => targetGroup === only?.targetGroup)?.label;
}

/** The deployment that leads traffic back after another one has failed. */
export interface Rollback {
  readonly id: string;
  /** The old version does not serve everything yet. */
  readonly isUnderWay: boolean;
  readonly hasFailed: boolean;
  readonly reasons: readonly string[];
  /** From the end of the failed deployment until the old version serves everything. */
  readonly seconds: number | undefined;
}

/** The rollback of a deployment that has failed; undefined when there is none. */
export async function rollbackOf(aws: Aws, look: Look): Promise<Rollback | undefined> {
  const { deployment } = look;
  const id = deployment?.rollback?.deploymentId;
  if (id === undefined) return undefined;
  const rollback = await lookAtDeployment(aws, id, '');
  const hasFailed = rollback.status === 'Failed' || rollback.status === 'Stopped';
  const isOver = hasFailed || rollback.status === 'Succeeded' || (await isBack(aws, look));
  return {
    id,
    isUnderWay: !isOver,
    hasFailed,
    reasons: rollback.error === undefined ? [] : [rollback.error.message],
    seconds: deployment?.completedAt && secondsBetween(deployment.completedAt, new Date()),
  };
}

const isBack = async (aws: Aws, look: Look): Promise<boolean> =>
  (await whoServes(aws, look)) === 'Blue' && look.taskSets.some(({ primary, label }) => primary && label === 'Blue');
