import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import { arn, type World } from '../../world.ts';
import { DeploymentError } from './deployment-error.ts';
import { stop } from './finish.ts';
import { install } from './install.ts';
import { setEvent } from './lifecycle.ts';
import { notify } from './notify.ts';
import { assertRoleAllows } from './role.ts';
import { schedule } from './steps.ts';
import { makePrimary, refreshTaskSets } from './task-sets.ts';
import { beginTerminationWait } from './terminate.ts';
import { routeProduction, routeTest, trafficSteps } from './traffic.ts';

/** What an event without work of its own takes. */
const EVENT_SECONDS = 0.5;
const ROUTE_SECONDS = 1;

const nameOf = (deployment: DeploymentRecord, index: number): string | undefined => deployment.events[index]?.lifecycleEventName;

/** Calls the function of a hook, if the role allows it. The sandbox has no functions: a hook fails as one does whose function is not there. */
function callHook(world: World, deployment: DeploymentRecord, hook: string): never {
  const functionArn = hook.startsWith('arn:') ? hook : arn(world, 'lambda', `function:${hook}`);
  assertRoleAllows(world, deployment, 'lambda:InvokeFunction', functionArn);
  throw new DeploymentError(
    'HOOK_EXECUTION_FAILURE',
    'The deployment failed because one or more of the lifecycle event validation functions failed.',
    `Function not found: ${functionArn} (deployment ${deployment.id})`,
  );
}

/** Begins a lifecycle event and does its work. */
export function beginEvent(world: World, deployment: DeploymentRecord, index: number): void {
  setEvent(world, deployment, index, 'InProgress');
  const name = nameOf(deployment, index) ?? '';
  const hook = deployment.appSpec.hooks[name];
  if (hook !== undefined) callHook(world, deployment, hook);
  switch (name) {
    case 'Install':
      install(world, deployment, index);
      break;
    case 'AllowTestTraffic':
      routeTest(world, deployment, deployment.green?.targetGroup ?? '');
      schedule(world, deployment, 'event-end', ROUTE_SECONDS, index);
      break;
    case 'AllowTraffic':
      schedule(world, deployment, 'shift', 0);
      break;
    default:
      schedule(world, deployment, 'event-end', EVENT_SECONDS, index);
  }
}

/** Gives green its next part of traffic. With all of it, green is the primary task set. */
export function shift(world: World, deployment: DeploymentRecord, step: number): void {
  const steps = trafficSteps(deployment.config);
  routeProduction(world, deployment, steps[step]?.percent ?? 100);
  const next = steps[step + 1];
  if (next !== undefined) schedule(world, deployment, 'shift', next.afterSeconds, step + 1);
  else {
    if (deployment.green !== undefined) makePrimary(world, deployment, deployment.green);
    const index = deployment.events.findIndex(event => event.lifecycleEventName === 'AllowTraffic');
    schedule(world, deployment, 'event-end', ROUTE_SECONDS, index);
  }
  refreshTaskSets(world, deployment);
  deployment.updatedTime = world.clock.now();
}

/** A lifecycle event is over: the next begins, unless somebody has to say so. */
export function endEvent(world: World, deployment: DeploymentRecord, index: number): void {
  setEvent(world, deployment, index, 'Succeeded');
  const next = nameOf(deployment, index + 1);
  const ready = deployment.group.blueGreenDeploymentConfiguration?.deploymentReadyOption;
  if (next === undefined) beginTerminationWait(world, deployment);
  else if (next === 'BeforeAllowTraffic' && ready?.actionOnTimeout === 'STOP_DEPLOYMENT') {
    deployment.status = 'Ready';
    notify(world, deployment, 'READY');
    schedule(world, deployment, 'ready-timeout', (ready.waitTimeInMinutes ?? 0) * 60);
  } else beginEvent(world, deployment, index + 1);
}

/** Where a deployment goes on that waited to be told. */
export const eventAfterReady = (deployment: DeploymentRecord): number =>
  deployment.events.findIndex(event => event.lifecycleEventName === 'BeforeAllowTraffic');

/** Nobody said to go on. */
export function giveUpOnReady(world: World, deployment: DeploymentRecord): void {
  const minutes = deployment.group.blueGreenDeploymentConfiguration?.deploymentReadyOption?.waitTimeInMinutes ?? 0;
  const message = `The deployment timed out while waiting for a notification to continue. This time out period is ${minutes} minutes.`;
  stop(world, deployment, undefined, message, 'TIMEOUT');
}
