import { DeleteDeploymentGroup$, type DeleteDeploymentGroupInput, type DeleteDeploymentGroupOutput } from '@aws-sdk/client-codedeploy';
import { operation } from '../../operation.ts';

/** Deleting what is gone succeeds; a deployment under way goes on. */
export const deleteDeploymentGroup = operation(
  DeleteDeploymentGroup$,
  (world, input: DeleteDeploymentGroupInput): DeleteDeploymentGroupOutput => {
    delete world.state.codedeploy.applications[input.applicationName ?? '']?.groups[input.deploymentGroupName ?? ''];
    return { hooksNotCleanedUp: [] };
  },
);
