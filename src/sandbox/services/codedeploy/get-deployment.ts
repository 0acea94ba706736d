import {
  BatchGetDeployments$,
  BatchLimitExceededException$,
  GetDeployment$,
  InvalidInputException$,
  ListDeployments$,
  type BatchGetDeploymentsInput,
  type BatchGetDeploymentsOutput,
  type DeploymentInfo,
  type GetDeploymentInput,
  type GetDeploymentOutput,
  type ListDeploymentsInput,
  type ListDeploymentsOutput,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken, findApplication, findDeployment, findGroup } from './application.ts';
import type { DeploymentRecord } from './state.ts';

const describe = (deployment: DeploymentRecord): DeploymentInfo => ({
  deploymentId: deployment.id,
  applicationName: deployment.group.applicationName,
  deploymentGroupName: deployment.group.deploymentGroupName,
  deploymentConfigName: deployment.config.deploymentConfigName,
  status: deployment.status,
  createTime: deployment.createTime,
  startTime: deployment.startTime,
  completeTime: deployment.completeTime,
  creator: deployment.creator,
  description: deployment.description,
  revision: deployment.revision,
  previousRevision: deployment.previousRevision,
  errorInformation: deployment.error,
  rollbackInfo: deployment.rollback,
  deploymentStyle: deployment.group.deploymentStyle,
  blueGreenDeploymentConfiguration: deployment.group.blueGreenDeploymentConfiguration,
  loadBalancerInfo: deployment.group.loadBalancerInfo,
  autoRollbackConfiguration: deployment.group.autoRollbackConfiguration,
  instanceTerminationWaitTimeStarted: deployment.terminationWaitStarted,
  deploymentOverview: { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 },
  deploymentStatusMessages: [],
  ignoreApplicationStopFailures: false,
  updateOutdatedInstancesOnly: false,
  fileExistsBehavior: 'DISALLOW',
  computePlatform: 'ECS',
});

export const getDeployment = operation(GetDeployment$, (world, input: GetDeploymentInput): GetDeploymentOutput => ({
  deploymentInfo: describe(findDeployment(world, input.deploymentId)),
}));

export const batchGetDeployments = operation(BatchGetDeployments$, (world, input: BatchGetDeploymentsInput): BatchGetDeploymentsOutput => {
  const ids = input.deploymentIds ?? [];
  if (ids.length > 25) throw fault(BatchLimitExceededException$, 'The maximum number of deployments is 25.');
  return { deploymentsInfo: ids.map(id => describe(findDeployment(world, id))) };
});

/** Newest first. */
export const listDeployments = operation(ListDeployments$, (world, input: ListDeploymentsInput): ListDeploymentsOutput => {
  const { applicationName, deploymentGroupName, includeOnlyStatuses: statuses, createTimeRange: range } = input;
  if ((applicationName === undefined) !== (deploymentGroupName === undefined)) {
    throw fault(
      InvalidInputException$,
      'If applicationName is specified, then deploymentGroupName must be specified, and the other way round.',
    );
  }
  if (applicationName !== undefined) findGroup(findApplication(world, applicationName), deploymentGroupName);
  const ids = Object.values(world.state.codedeploy.deployments)
    .filter(
      ({ group, status, createTime }) =>
        (applicationName === undefined ||
          (group.applicationName === applicationName && group.deploymentGroupName === deploymentGroupName)) &&
        (statuses === undefined || statuses.length === 0 || statuses.includes(status)) &&
        (range?.start === undefined || createTime >= range.start) &&
        (range?.end === undefined || createTime <= range.end),
    )
    .map(({ id }) => id)
    .reverse();
  const { items, next } = page(ids, input.nextToken, 100, badToken);
  return { deployments: items, nextToken: next };
});
