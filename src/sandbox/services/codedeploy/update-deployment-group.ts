import {
  DeploymentGroupAlreadyExistsException$,
  UpdateDeploymentGroup$,
  type DeploymentGroupInfo,
  type UpdateDeploymentGroupInput,
  type UpdateDeploymentGroupOutput,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { findApplication, findGroup } from './application.ts';
import { checkGroup } from './check-group.ts';
import { checkGroupName } from './create-deployment-group.ts';

/** What is left out stays as it is. */
export const updateDeploymentGroup = operation(
  UpdateDeploymentGroup$,
  (world, input: UpdateDeploymentGroupInput): UpdateDeploymentGroupOutput => {
    const application = findApplication(world, input.applicationName);
    const group = findGroup(application, input.currentDeploymentGroupName);
    const { currentDeploymentGroupName: before = '', newDeploymentGroupName, autoScalingGroups, ...changes } = input;
    const name = newDeploymentGroupName ?? before;
    checkGroupName(name);
    if (name !== before && application.groups[name] !== undefined) {
      throw fault(
        DeploymentGroupAlreadyExistsException$,
        `Deployment Group already exists for name: ${name} and application: ${application.name}`,
      );
    }
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const info: DeploymentGroupInfo = {
      ...group.info,
      ...given,
      deploymentGroupName: name,
      ...(autoScalingGroups && { autoScalingGroups: autoScalingGroups.map(scaling => ({ name: scaling })) }),
    };
    checkGroup(world, application.computePlatform, info);
    delete application.groups[before];
    application.groups[name] = { ...group, info };
    return { hooksNotCleanedUp: [] };
  },
);
