import { randomUUID } from 'node:crypto';
import type { ECSTaskSet } from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.ts';
import type { DeploymentRecord, TaskSetRole } from '../../services/codedeploy/state.ts';
import { createTaskSet, deleteTaskSet, findService, setPrimaryTaskSet, taskSetStatus } from '../../services/ecs/index.ts';
import { permissions } from '../../services/ecs/permissions.ts';
import type { ServiceRecord, TaskSetRecord } from '../../services/ecs/state.ts';
import type { World } from '../../world.ts';
import { DeploymentError } from './deployment-error.ts';
import { assertRoleMayCall } from './role.ts';

/** What ECS refuses makes the deployment fail, in CodeDeploy's words. */
function viaEcs<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new DeploymentError(
      'ECS_UPDATE_ERROR',
      `The ECS service cannot be updated due to an unexpected error: ${error.message} (Service: AmazonECS; Status Code: ${error.status}; Error Code: ${error.code}; Request ID: ${randomUUID()}; Proxy: null). Check your ECS service status.`,
    );
  }
}

/** The service that a deployment is for; without it the deployment fails. */
export function lookUpServiceOf(world: World, deployment: DeploymentRecord): ServiceRecord {
  const { clusterName, serviceName = '' } = deployment.group.ecsServices?.[0] ?? {};
  const service = findService(world, clusterName, serviceName);
  if (service?.status !== 'ACTIVE') {
    throw new DeploymentError(
      'INVALID_ECS_SERVICE',
      `The ECS service ${serviceName} in cluster ${clusterName} could not be found or is not active.`,
    );
  }
  return service;
}

export const primaryOf = (service: ServiceRecord): TaskSetRecord | undefined => service.taskSets.find(set => set.status === 'PRIMARY');

const findTaskSet = (service: ServiceRecord, id: string): TaskSetRecord | undefined => service.taskSets.find(set => set.id === id);

/** Whether all tasks of a task set run and are healthy. */
export const isSteady = (service: ServiceRecord, taskSetId: string): boolean => findTaskSet(service, taskSetId)?.steady === true;

/** The service whatever has become of it. */
function liveService(world: World, deployment: DeploymentRecord): ServiceRecord | undefined {
  const { clusterName, serviceName = '' } = deployment.group.ecsServices?.[0] ?? {};
  return findService(world, clusterName, serviceName);
}

export function taskSetIsGone(world: World, deployment: DeploymentRecord, role: TaskSetRole): boolean {
  const service = liveService(world, deployment);
  return service === undefined || findTaskSet(service, role.taskSetId) === undefined;
}

/** A service, as ECS's calls name it. */
export const namesOf = ({ clusterName, name }: ServiceRecord) => ({ cluster: clusterName, service: name });

/** How a task set looks now, as a deployment target shows it. */
function look(
  world: World,
  service: ServiceRecord,
  set: TaskSetRecord,
  targetGroup: string,
  weight: number,
  label: 'Blue' | 'Green',
): ECSTaskSet {
  const counts = taskSetStatus(world, service, set.id);
  return {
    identifer: set.id,
    desiredCount: counts?.desired,
    pendingCount: counts?.pending,
    runningCount: counts?.running,
    status: set.status,
    trafficWeight: weight,
    targetGroup: { name: targetGroup },
    taskSetLabel: label,
  };
}

/** Brings what the deployment target shows up to date; task sets that are gone keep their last look, without tasks. */
export function refreshTaskSets(world: World, deployment: DeploymentRecord): void {
  const service = liveService(world, deployment);
  for (const label of ['Blue', 'Green'] as const) {
    const role = label === 'Blue' ? deployment.blue : deployment.green;
    if (role === undefined) continue;
    const weight = label === 'Blue' ? 100 - deployment.greenWeight : deployment.greenWeight;
    const set = service && findTaskSet(service, role.taskSetId);
    role.seen =
      service && set
        ? look(world, service, set, role.targetGroup, weight, label)
        : { ...role.seen, desiredCount: 0, pendingCount: 0, runningCount: 0, status: 'DRAINING', trafficWeight: weight };
  }
}

/** Removes task sets that an earlier deployment left when it was stopped without rollback. */
export function deleteLeftovers(world: World, deployment: DeploymentRecord): void {
  const service = lookUpServiceOf(world, deployment);
  for (const set of service.taskSets.filter(({ status }) => status === 'ACTIVE')) {
    assertRoleMayCall(world, deployment, permissions, 'DeleteTaskSet', { ...namesOf(service), taskSet: set.id });
    viaEcs(() => deleteTaskSet(world, service, set.id));
  }
}

/** What the replacement task set is made of, besides the AppSpec. */
export interface GreenPlan {
  readonly blueTaskSetId: string;
  /** Names of the target groups. */
  readonly blue: string;
  readonly green: string;
  readonly greenTargetGroupArn: string;
}

/** Makes the replacement task set as the AppSpec says; what it leaves out comes from the service. */
export function createGreen(world: World, deployment: DeploymentRecord, plan: GreenPlan): void {
  const service = lookUpServiceOf(world, deployment);
  const { appSpec } = deployment;
  const taskSetId = viaEcs(() =>
    createTaskSet(world, service, {
      taskDefinition: appSpec.taskDefinition,
      loadBalancers: [
        { targetGroupArn: plan.greenTargetGroupArn, containerName: appSpec.containerName, containerPort: appSpec.containerPort },
      ],
      startedBy: 'CODE_DEPLOY',
      externalId: deployment.id,
      ...(appSpec.platformVersion !== undefined && { platformVersion: appSpec.platformVersion }),
      ...(appSpec.network && {
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [...appSpec.network.subnets],
            securityGroups: [...appSpec.network.securityGroups],
            assignPublicIp: appSpec.network.assignPublicIp,
          },
        },
      }),
      ...(appSpec.capacityProviders && { capacityProviderStrategy: [...appSpec.capacityProviders] }),
    }),
  );
  deployment.blue = { taskSetId: plan.blueTaskSetId, targetGroup: plan.blue, seen: {} };
  deployment.green = { taskSetId, targetGroup: plan.green, seen: {} };
  refreshTaskSets(world, deployment);
}

/** Makes a task set the service's primary one. */
export function makePrimary(world: World, deployment: DeploymentRecord, role: TaskSetRole): void {
  const service = lookUpServiceOf(world, deployment);
  if (findTaskSet(service, role.taskSetId)?.status === 'PRIMARY') return;
  const input = { ...namesOf(service), primaryTaskSet: role.taskSetId };
  assertRoleMayCall(world, deployment, permissions, 'UpdateServicePrimaryTaskSet', input);
  viaEcs(() => setPrimaryTaskSet(world, service, role.taskSetId));
}

/** Removes a task set; its tasks drain. */
export function deleteTaskSetOf(world: World, deployment: DeploymentRecord, role: TaskSetRole): void {
  const service = lookUpServiceOf(world, deployment);
  if (findTaskSet(service, role.taskSetId) === undefined) return;
  assertRoleMayCall(world, deployment, permissions, 'DeleteTaskSet', { ...namesOf(service), taskSet: role.taskSetId });
  viaEcs(() => deleteTaskSet(world, service, role.taskSetId));
}

/** Whether traffic can still be led back: the original task set is there and not draining. Before it is known, nothing has moved. */
export function originalServes(world: World, deployment: DeploymentRecord): boolean {
  if (deployment.blue === undefined) return true;
  const service = liveService(world, deployment);
  const set = service && findTaskSet(service, deployment.blue.taskSetId);
  return set !== undefined && set.status !== 'DRAINING';
}
