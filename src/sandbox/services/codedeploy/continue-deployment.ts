import {
  ContinueDeployment$,
  DeploymentAlreadyCompletedException$,
  DeploymentIsNotInReadyStateException$,
  InvalidDeploymentStatusException$,
  SkipWaitTimeForInstanceTermination$,
  type ContinueDeploymentInput,
  type SkipWaitTimeForInstanceTerminationInput,
} from '@aws-sdk/client-codedeploy';
import { eventAfterReady } from '../../behaviours/blue-green/events.ts';
import { cancelSteps, schedule } from '../../behaviours/blue-green/steps.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { findDeployment } from './application.ts';
import type { DeploymentRecord } from './state.ts';

function activeDeployment(world: World, id: string | undefined): DeploymentRecord {
  const deployment = findDeployment(world, id);
  if (deployment.completeTime !== undefined) {
    throw fault(
      DeploymentAlreadyCompletedException$,
      `The deployment ${deployment.id} is already completed with status ${deployment.status}.`,
    );
  }
  return deployment;
}

/** Ends the termination wait: the original task set goes now. One that goes already is not begun with again. */
function endTerminationWait(world: World, deployment: DeploymentRecord): void {
  if (!deployment.terminationWaitStarted) {
    throw fault(
      InvalidDeploymentStatusException$,
      `The deployment ${deployment.id} is not waiting for the termination of its original task set.`,
    );
  }
  if (cancelSteps(world, deployment, 'terminate')) schedule(world, deployment, 'terminate', 0);
}

export const continueDeployment = operation(ContinueDeployment$, (world, input: ContinueDeploymentInput): void => {
  const deployment = activeDeployment(world, input.deploymentId);
  if (input.deploymentWaitType === 'TERMINATION_WAIT') {
    endTerminationWait(world, deployment);
    return;
  }
  if (deployment.status !== 'Ready') {
    throw fault(DeploymentIsNotInReadyStateException$, `The deployment ${deployment.id} is not in the Ready state.`);
  }
  cancelSteps(world, deployment, 'ready-timeout');
  deployment.status = 'InProgress';
  schedule(world, deployment, 'event-begin', 0, eventAfterReady(deployment));
});

export const skipWaitTimeForInstanceTermination = operation(
  SkipWaitTimeForInstanceTermination$,
  (world, input: SkipWaitTimeForInstanceTerminationInput): void => endTerminationWait(world, activeDeployment(world, input.deploymentId)),
);
