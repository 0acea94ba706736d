import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import type { World } from '../../world.ts';
import { succeed } from './finish.ts';
import { schedule } from './steps.ts';
import { deleteTaskSetOf, refreshTaskSets, taskSetIsGone } from './task-sets.ts';

const POLL_SECONDS = 5;

/** Traffic has moved: the original task set stays for a while, so that a stop can still lead back to it. */
export function beginTerminationWait(world: World, deployment: DeploymentRecord): void {
  const option = deployment.group.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess;
  if (option?.action === 'KEEP_ALIVE') {
    succeed(world, deployment);
    return;
  }
  deployment.terminationWaitStarted = true;
  deployment.updatedTime = world.clock.now();
  schedule(world, deployment, 'terminate', (option?.terminationWaitTimeInMinutes ?? 0) * 60);
}

/** Removes the original task set. */
export function terminate(world: World, deployment: DeploymentRecord): void {
  refreshTaskSets(world, deployment);
  if (deployment.blue !== undefined) deleteTaskSetOf(world, deployment, deployment.blue);
  schedule(world, deployment, 'blue-poll', POLL_SECONDS);
}

/** The deployment is over when the original task set has drained. */
export function awaitBlueGone(world: World, deployment: DeploymentRecord): void {
  refreshTaskSets(world, deployment);
  if (deployment.blue !== undefined && !taskSetIsGone(world, deployment, deployment.blue))
    schedule(world, deployment, 'blue-poll', POLL_SECONDS);
  else succeed(world, deployment);
}
