import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { readDeployments, RUNNING_STATUSES, type PastDeployment } from './deployment-history.ts';
import { readWeights } from './live.ts';
import type { LookPlace } from './look.ts';

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
  /** All production traffic goes to the primary task set. */
  readonly whole: boolean;
  /** The deployment that has not ended: there is at most one. */
  readonly running: PastDeployment | undefined;
}

/** Looks once. */
export async function readStanding(aws: Aws, place: ReleasePlace): Promise<Standing> {
  // First the deployments: one that ends meanwhile is then seen running and its end in the rest, never the other way round.
  const deployments = await readDeployments(aws, place.application, place.group);
  const [described, weights] = await Promise.all([
    whenMissing(
      aws.ecs.send(new DescribeServicesCommand({ cluster: place.cluster, services: [place.service] })),
      'ClusterNotFoundException',
    ),
    readWeights(aws, place.productionListenerArn),
  ]);
  const taskSets = described?.services?.find(({ status }) => status === 'ACTIVE')?.taskSets ?? [];
  const primary = taskSets.find(({ status }) => status === 'PRIMARY');
  const primaryGroup = primary?.loadBalancers?.[0]?.targetGroupArn?.split('/')[1];
  return {
    primary: primary?.taskDefinition,
    colour: primaryGroup ?? '',
    others: taskSets
      .filter(taskSet => taskSet !== primary && taskSet.status !== 'DRAINING')
      .flatMap(({ taskDefinition }) => taskDefinition ?? []),
    whole: weights.length === 1 && weights[0]?.targetGroup === primaryGroup,
    running: deployments.findLast(({ status }) => RUNNING_STATUSES.includes(status)),
  };
}
