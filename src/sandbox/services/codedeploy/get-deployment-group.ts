import {
  BatchGetDeploymentGroups$,
  GetDeploymentGroup$,
  ListDeploymentGroups$,
  type BatchGetDeploymentGroupsInput,
  type BatchGetDeploymentGroupsOutput,
  type GetDeploymentGroupInput,
  type GetDeploymentGroupOutput,
  type ListDeploymentGroupsInput,
  type ListDeploymentGroupsOutput,
} from '@aws-sdk/client-codedeploy';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken, findApplication, findGroup } from './application.ts';

export const getDeploymentGroup = operation(GetDeploymentGroup$, (world, input: GetDeploymentGroupInput): GetDeploymentGroupOutput => ({
  deploymentGroupInfo: findGroup(findApplication(world, input.applicationName), input.deploymentGroupName).info,
}));

export const batchGetDeploymentGroups = operation(
  BatchGetDeploymentGroups$,
  (world, input: BatchGetDeploymentGroupsInput): BatchGetDeploymentGroupsOutput => {
    const { groups } = findApplication(world, input.applicationName);
    const names = input.deploymentGroupNames ?? [];
    const missing = names.filter(name => groups[name] === undefined);
    return {
      deploymentGroupsInfo: names.flatMap(name => groups[name]?.info ?? []),
      ...(missing.length > 0 && { errorMessage: `No Deployment Group found for name: ${missing.join(', ')}` }),
    };
  },
);

export const listDeploymentGroups = operation(
  ListDeploymentGroups$,
  (world, input: ListDeploymentGroupsInput): ListDeploymentGroupsOutput => {
    const application = findApplication(world, input.applicationName);
    const { items, next } = page(Object.keys(application.groups).sort(), input.nextToken, 100, badToken);
    return { applicationName: application.name, deploymentGroups: items, nextToken: next };
  },
);
