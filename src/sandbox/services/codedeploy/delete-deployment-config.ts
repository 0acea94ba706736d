import {
  DeleteDeploymentConfig$,
  DeploymentConfigInUseException$,
  InvalidOperationException$,
  type DeleteDeploymentConfigInput,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';

/** Deleting what is gone succeeds; what a deployment group uses stays. */
export const deleteDeploymentConfig = operation(DeleteDeploymentConfig$, (world, input: DeleteDeploymentConfigInput): void => {
  const name = input.deploymentConfigName ?? '';
  if (name.startsWith('CodeDeployDefault.'))
    throw fault(InvalidOperationException$, 'A predefined deployment configuration cannot be deleted.');
  const groups = Object.values(world.state.codedeploy.applications).flatMap(application => Object.values(application.groups));
  if (groups.some(group => group.info.deploymentConfigName === name)) {
    throw fault(DeploymentConfigInUseException$, `The deployment configuration ${name} is still in use.`);
  }
  delete world.state.codedeploy.configs[name];
});
