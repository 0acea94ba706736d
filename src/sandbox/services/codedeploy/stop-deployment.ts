import {
  DeploymentAlreadyCompletedException$,
  StopDeployment$,
  type StopDeploymentInput,
  type StopDeploymentOutput,
} from '@aws-sdk/client-codedeploy';
import { stop } from '../../behaviours/blue-green/finish.ts';
import { originalServes } from '../../behaviours/blue-green/task-sets.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { findDeployment } from './application.ts';

/** With rollback, traffic goes back to the original task set by a deployment of its own. */
export const stopDeployment = operation(StopDeployment$, (world, input: StopDeploymentInput): StopDeploymentOutput => {
  const deployment = findDeployment(world, input.deploymentId);
  if (deployment.completeTime !== undefined || !originalServes(world, deployment)) {
    throw fault(DeploymentAlreadyCompletedException$, `The deployment ${deployment.id} is already completed.`);
  }
  stop(world, deployment, input.autoRollbackEnabled, 'The deployment was stopped by the user.');
  return { status: 'Succeeded', statusMessage: 'No more commands will be scheduled for execution in the deployment instances' };
});
