import type { Aws } from '../aws/aws.ts';
import { readDeployments, RUNNING_STATUSES, type PastDeployment } from './deployment-history.ts';
import { readWeights, targetGroupName } from './live.ts';
import type { LookPlace } from './look.ts';
import { readService } from './read-service.ts';

/** Where a service, its deployments and its traffic are. */
export interface ReleasePlace extends Omit<LookPlace, 'executionId' | 'deploymentId'> {
  readonly productionListenerArn: string;
}

/** Who serves at one moment, and what moves. */
export interface Standing {
  /** Revision of the primary task set; undefined where there is no such service. */
  readonly primary: string | undefined;
  /** Name of its target group. */
  readonly colour: string;
  /** Revisions of the task sets beside it. */
  readonly others: readonly string[];
  /** When the service was made: what was deployed before was another one's. */
  readonly since: Date | undefined;
  /** All production traffic goes to the primary task set. */
  readonly whole: boolean;
  /** The deployment that has not ended: there is at most one. */
  readonly running: PastDeployment | undefined;
}

/** Looks once. */
export async function readStanding(aws: Aws, place: ReleasePlace): Promise<Standing> {
  // First the deployments: one that ends meanwhile is then seen running and its end in the rest, never the other way round.
  const deployments = await readDeployments(aws, place.application, place.group);
  const [service, weights] = await Promise.all([
    readService(aws, place.cluster, place.service),
    readWeights(aws, place.productionListenerArn),
  ]);
  const taskSets = service?.taskSets ?? [];
  const primary = taskSets.find(({ status }) => status === 'PRIMARY');
  const colour = targetGroupName(primary?.loadBalancers?.[0]?.targetGroupArn ?? '');
  return {
    primary: primary?.taskDefinition,
    colour,
    others: taskSets
      .filter(taskSet => taskSet !== primary && taskSet.status !== 'DRAINING')
      .flatMap(({ taskDefinition }) => taskDefinition ?? []),
    since: service?.createdAt,
    whole: weights.length === 1 && weights[0]?.targetGroup === colour,
    running: deployments.findLast(({ status }) => RUNNING_STATUSES.includes(status)),
  };
}
