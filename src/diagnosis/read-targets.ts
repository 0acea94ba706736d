import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import type { DeploymentLook } from '../release/look-deployment.ts';
import { lookAtTargets, type TargetLook } from '../release/look-targets.ts';
import { greenOf } from '../release/release-event.ts';

/** Targets of the version that failed, as long as it is registered. */
export async function readTargets(
  aws: Aws,
  service: Service | undefined,
  deployment: DeploymentLook | undefined,
): Promise<readonly TargetLook[]> {
  const green = greenOf({ deployment });
  const taskSet = service?.taskSets?.find(({ id, status }) => (deployment === undefined ? status === 'PRIMARY' : id === green));
  const arn = taskSet?.loadBalancers?.[0]?.targetGroupArn;
  return arn === undefined ? [] : lookAtTargets(aws, arn);
}
