import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import { permissions } from '../../services/ecs/permissions.ts';
import { findListener, targetGroupIsBehind } from '../../services/elbv2/index.ts';
import type { World } from '../../world.ts';
import { watchAlarms } from './alarms.ts';
import { DeploymentError } from './deployment-error.ts';
import { notify } from './notify.ts';
import { assertMayPassTaskRoles, assertRoleAllows, assertRoleMayCall } from './role.ts';
import { productionListener, targetGroupPair, testListener } from './routes.ts';
import { cancelSteps, schedule } from './steps.ts';
import { createGreen, deleteLeftovers, isSteady, lookUpServiceOf, namesOf, primaryOf, refreshTaskSets } from './task-sets.ts';
import { attachGreen, targetGroupArn, trafficSteps } from './traffic.ts';

const POLL_SECONDS = 5;
/** How long CodeDeploy waits for the service to be steady before it gives up. */
const SERVICE_MINUTES = 5;
/** How long it waits for the replacement task set. */
const GREEN_MINUTES = 60;

/** The deployment starts: once the service is steady, its first lifecycle event begins. */
export function begin(world: World, deployment: DeploymentRecord): void {
  if (deployment.status === 'Created') {
    deployment.status = 'InProgress';
    deployment.startTime = world.clock.now();
    notify(world, deployment, 'START');
    schedule(world, deployment, 'service-timeout', SERVICE_MINUTES * 60);
    watchAlarms(world, deployment);
  }
  const service = lookUpServiceOf(world, deployment);
  assertRoleMayCall(world, deployment, permissions, 'DescribeServices', { cluster: service.clusterName, services: [service.name] });
  const primary = primaryOf(service);
  if (primary === undefined || !isSteady(service, primary.id)) {
    schedule(world, deployment, 'begin', POLL_SECONDS);
    return;
  }
  cancelSteps(world, deployment, 'service-timeout');
  schedule(world, deployment, 'event-begin', 0, 0);
}

export function giveUpOnService(_world: World, deployment: DeploymentRecord): void {
  const { clusterName, serviceName } = deployment.group.ecsServices?.[0] ?? {};
  throw new DeploymentError(
    'INVALID_ECS_SERVICE',
    `The ECS service ${serviceName} in cluster ${clusterName} is not in a steady state. It must be steady within ${SERVICE_MINUTES} minutes for the deployment to start.`,
  );
}

/** Blue is the target group of the primary task set, whatever its place in the group's list. */
function choosePair(
  world: World,
  deployment: DeploymentRecord,
  primaryTargetGroupArn: string | undefined,
): { blue: string; green: string } {
  const pair = targetGroupPair(deployment.group);
  assertRoleAllows(world, deployment, 'elasticloadbalancing:DescribeTargetGroups', '*');
  assertRoleAllows(world, deployment, 'elasticloadbalancing:DescribeListeners', '*');
  for (const listener of [productionListener(deployment.group), testListener(deployment.group)]) {
    if (listener !== undefined && findListener(world, listener) === undefined) {
      throw new DeploymentError(
        'ELASTIC_LOAD_BALANCING_INVALID',
        `The ELB could not be updated due to the following error: Listener ${listener} not found`,
      );
    }
  }
  const blue = pair.find(name => targetGroupArn(world, name) === primaryTargetGroupArn);
  const green = pair.find(name => name !== blue);
  if (
    blue === undefined ||
    green === undefined ||
    !targetGroupIsBehind(world, productionListener(deployment.group), targetGroupArn(world, blue))
  ) {
    throw new DeploymentError(
      'ELASTIC_LOAD_BALANCING_INVALID',
      'The ELB could not be updated due to the following error: Primary taskset target group must be behind listener',
    );
  }
  return { blue, green };
}

/** A gradual shift wants green behind the production listener from the start; otherwise any listener of the pair will do. */
function needsAttaching(world: World, deployment: DeploymentRecord, greenTargetGroupArn: string): boolean {
  const test = testListener(deployment.group);
  const gradual = trafficSteps(deployment.config).length > 1;
  const attached = targetGroupIsBehind(world, productionListener(deployment.group), greenTargetGroupArn);
  return !attached && (gradual || test === undefined || !targetGroupIsBehind(world, test, greenTargetGroupArn));
}

/** Makes the replacement task set and waits for its tasks. */
export function install(world: World, deployment: DeploymentRecord, index: number): void {
  const service = lookUpServiceOf(world, deployment);
  const primary = primaryOf(service);
  const pair = choosePair(world, deployment, primary?.loadBalancers[0]?.targetGroupArn);
  assertRoleMayCall(world, deployment, permissions, 'CreateTaskSet', {
    ...namesOf(service),
    taskDefinition: deployment.appSpec.taskDefinition,
  });
  assertMayPassTaskRoles(world, deployment, deployment.appSpec.taskDefinition);
  deleteLeftovers(world, deployment);
  const greenTargetGroupArn = targetGroupArn(world, pair.green);
  if (needsAttaching(world, deployment, greenTargetGroupArn)) attachGreen(world, deployment, pair.blue, pair.green);
  createGreen(world, deployment, { blueTaskSetId: primary?.id ?? '', ...pair, greenTargetGroupArn });
  schedule(world, deployment, 'green-timeout', GREEN_MINUTES * 60);
  schedule(world, deployment, 'green-poll', POLL_SECONDS, index);
}

export function awaitGreen(world: World, deployment: DeploymentRecord, index: number): void {
  refreshTaskSets(world, deployment);
  const service = lookUpServiceOf(world, deployment);
  if (!isSteady(service, deployment.green?.taskSetId ?? '')) {
    schedule(world, deployment, 'green-poll', POLL_SECONDS, index);
    return;
  }
  cancelSteps(world, deployment, 'green-timeout');
  schedule(world, deployment, 'event-end', 0, index);
}

export function giveUpOnGreen(): void {
  throw new DeploymentError(
    'TIMEOUT',
    `The deployment timed out while waiting for the replacement task set to become healthy. This time out period is ${GREEN_MINUTES} minutes.`,
  );
}
