import { randomUUID } from 'node:crypto';
import {
  CreateDeploymentGroup$,
  DeploymentGroupAlreadyExistsException$,
  InvalidDeploymentGroupNameException$,
  type CreateDeploymentGroupInput,
  type CreateDeploymentGroupOutput,
  type DeploymentGroupInfo,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { findApplication } from './application.ts';
import { checkGroup, DEFAULT_CONFIG } from './check-group.ts';

export function checkGroupName(name: string): void {
  if (!/^[\w+=,.@-]{1,100}$/.test(name)) throw fault(InvalidDeploymentGroupNameException$, `Invalid deployment group name: ${name}`);
}

export const createDeploymentGroup = operation(
  CreateDeploymentGroup$,
  (world, input: CreateDeploymentGroupInput): CreateDeploymentGroupOutput => {
    const application = findApplication(world, input.applicationName);
    const name = input.deploymentGroupName ?? '';
    checkGroupName(name);
    if (application.groups[name] !== undefined) {
      throw fault(
        DeploymentGroupAlreadyExistsException$,
        `Deployment Group already exists for name: ${name} and application: ${application.name}`,
      );
    }
    const { tags, autoScalingGroups, ...settings } = input;
    const info: DeploymentGroupInfo = {
      ...settings,
      deploymentGroupId: randomUUID(),
      deploymentConfigName: input.deploymentConfigName ?? DEFAULT_CONFIG[application.computePlatform],
      computePlatform: application.computePlatform,
      ...(autoScalingGroups && { autoScalingGroups: autoScalingGroups.map(group => ({ name: group })) }),
    };
    checkGroup(world, application.computePlatform, info);
    application.groups[name] = { info, tags: tags ?? [] };
    return { deploymentGroupId: info.deploymentGroupId };
  },
);
