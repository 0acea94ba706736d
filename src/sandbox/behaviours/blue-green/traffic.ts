import type { DeploymentConfigInfo } from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.ts';
import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import { findTargetGroupByName, forwardListener } from '../../services/elbv2/index.ts';
import { permissions } from '../../services/elbv2/permissions.ts';
import type { World } from '../../world.ts';
import { DeploymentError } from './deployment-error.ts';
import { assertRoleMayCall } from './role.ts';
import { productionListener, testListener } from './routes.ts';

/** How much production traffic green gets, and how long after the step before. */
export interface TrafficStep {
  readonly afterSeconds: number;
  readonly percent: number;
}

/** The steps of a deployment configuration: all at once, a canary and the rest, or equal parts. */
export function trafficSteps({ trafficRoutingConfig: routing }: DeploymentConfigInfo): TrafficStep[] {
  const { canaryPercentage, canaryInterval } = routing?.timeBasedCanary ?? {};
  if (routing?.type === 'TimeBasedCanary' && canaryPercentage !== undefined && canaryInterval !== undefined) {
    return [
      { afterSeconds: 0, percent: canaryPercentage },
      { afterSeconds: canaryInterval * 60, percent: 100 },
    ];
  }
  const { linearPercentage, linearInterval } = routing?.timeBasedLinear ?? {};
  if (routing?.type === 'TimeBasedLinear' && linearPercentage !== undefined && linearInterval !== undefined) {
    const count = Math.ceil(100 / linearPercentage);
    return Array.from({ length: count }, (_, index) => ({
      afterSeconds: index === 0 ? 0 : linearInterval * 60,
      percent: Math.min(100, linearPercentage * (index + 1)),
    }));
  }
  return [{ afterSeconds: 0, percent: 100 }];
}

/** ARN of a target group of the pair; without it the deployment fails. */
export function targetGroupArn(world: World, name: string): string {
  const found = findTargetGroupByName(world, name);
  if (found === undefined) throw new DeploymentError('ELASTIC_LOAD_BALANCING_INVALID', `The target group ${name} could not be found.`);
  return found.arn;
}

function forward(
  world: World,
  deployment: DeploymentRecord,
  listenerArn: string,
  weights: readonly (readonly [name: string, weight: number])[],
): void {
  assertRoleMayCall(world, deployment, permissions, 'ModifyListener', { ListenerArn: listenerArn });
  const targets = weights.map(([name, weight]) => ({ targetGroupArn: targetGroupArn(world, name), weight }));
  try {
    forwardListener(world, listenerArn, targets);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new DeploymentError(
      'ELASTIC_LOAD_BALANCING_INVALID',
      `The ELB could not be updated due to the following error: ${error.message}`,
    );
  }
}

/** Gives green its part of production traffic and blue the rest. Both stay behind the listener, also with nothing: so CodeDeploy leaves it. */
export function routeProduction(world: World, deployment: DeploymentRecord, percent: number): void {
  const { blue, green } = deployment;
  if (blue === undefined || green === undefined) return;
  forward(world, deployment, productionListener(deployment.group), [
    [green.targetGroup, percent],
    [blue.targetGroup, 100 - percent],
  ]);
  deployment.greenWeight = percent;
}

/** Puts green behind the production listener without traffic: a task set needs a load balancer, which checks its health. */
export function attachGreen(world: World, deployment: DeploymentRecord, blue: string, green: string): void {
  forward(world, deployment, productionListener(deployment.group), [
    [blue, 100],
    [green, 0],
  ]);
}

export function routeTest(world: World, deployment: DeploymentRecord, targetGroup: string): void {
  const listenerArn = testListener(deployment.group);
  if (listenerArn !== undefined) forward(world, deployment, listenerArn, [[targetGroup, 1]]);
}
