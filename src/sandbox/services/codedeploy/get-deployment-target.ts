import {
  BatchGetDeploymentTargets$,
  DeploymentNotStartedException$,
  DeploymentTargetDoesNotExistException$,
  DeploymentTargetListSizeExceededException$,
  GetDeploymentTarget$,
  ListDeploymentTargets$,
  type BatchGetDeploymentTargetsInput,
  type BatchGetDeploymentTargetsOutput,
  type DeploymentTarget,
  type GetDeploymentTargetInput,
  type GetDeploymentTargetOutput,
  type ListDeploymentTargetsInput,
  type ListDeploymentTargetsOutput,
  type TargetStatus,
} from '@aws-sdk/client-codedeploy';
import { refreshTaskSets } from '../../behaviours/blue-green/task-sets.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { findDeployment } from './application.ts';
import type { DeploymentRecord } from './state.ts';

const STATUS: Readonly<Record<DeploymentRecord['status'], TargetStatus>> = {
  Created: 'Pending',
  Queued: 'Pending',
  InProgress: 'InProgress',
  Baking: 'InProgress',
  Ready: 'Ready',
  Succeeded: 'Succeeded',
  Failed: 'Failed',
  Stopped: 'Failed',
};

/** `cluster:service` */
const targetId = ({ group }: DeploymentRecord): string => `${group.ecsServices?.[0]?.clusterName}:${group.ecsServices?.[0]?.serviceName}`;

function startedDeployment(world: World, id: string | undefined): DeploymentRecord {
  const deployment = findDeployment(world, id);
  if (deployment.startTime === undefined && deployment.completeTime === undefined) {
    throw fault(DeploymentNotStartedException$, `The specified deployment has not started: ${deployment.id}`);
  }
  return deployment;
}

function describe(world: World, deployment: DeploymentRecord, id: string | undefined): DeploymentTarget {
  if (id !== targetId(deployment))
    throw fault(DeploymentTargetDoesNotExistException$, `The deployment target ${id} does not exist in the deployment ${deployment.id}.`);
  if (deployment.completeTime === undefined) refreshTaskSets(world, deployment);
  return {
    deploymentTargetType: 'ECSTarget',
    ecsTarget: {
      deploymentId: deployment.id,
      targetId: id,
      targetArn: arn(world, 'ecs', `service/${id.replace(':', '/')}`),
      lastUpdatedAt: deployment.updatedTime,
      lifecycleEvents: deployment.events,
      status: STATUS[deployment.status],
      taskSetsInfo: [deployment.blue, deployment.green].flatMap(role => role?.seen ?? []),
    },
  };
}

export const listDeploymentTargets = operation(
  ListDeploymentTargets$,
  (world, input: ListDeploymentTargetsInput): ListDeploymentTargetsOutput => {
    const deployment = startedDeployment(world, input.deploymentId);
    const wanted = input.targetFilters?.TargetStatus;
    return { targetIds: wanted === undefined || wanted.includes(STATUS[deployment.status]) ? [targetId(deployment)] : [] };
  },
);

export const getDeploymentTarget = operation(GetDeploymentTarget$, (world, input: GetDeploymentTargetInput): GetDeploymentTargetOutput => ({
  deploymentTarget: describe(world, startedDeployment(world, input.deploymentId), input.targetId),
}));

export const batchGetDeploymentTargets = operation(
  BatchGetDeploymentTargets$,
  (world, input: BatchGetDeploymentTargetsInput): BatchGetDeploymentTargetsOutput => {
    const deployment = startedDeployment(world, input.deploymentId);
    const ids = input.targetIds ?? [];
    if (ids.length > 25) throw fault(DeploymentTargetListSizeExceededException$, 'The maximum number of targets is 25.');
    return { deploymentTargets: ids.map(id => describe(world, deployment, id)) };
  },
);
