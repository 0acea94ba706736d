import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { arn, type World } from '../../world.ts';
import { isPending, isRunning, tasksOf, tasksOfSet } from './find-task.ts';
import type { ServiceRecord, TaskSetRecord } from './state.ts';
import { tagsOf } from './tags.ts';
import { desiredCount } from './task-health.ts';
import { toTaskSet } from './task-sets.ts';

/** A service as AWS describes it: with task sets and no deployments, or the other way round, by its deployment controller. */
export function toService(world: World, service: ServiceRecord, include: readonly string[] = []): Service {
  const tasks = tasksOf(world, service);
  const rolling = service.controller === 'ECS';
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: arn(world, 'ecs', `cluster/${service.clusterName}`),
    loadBalancers: service.loadBalancers,
    serviceRegistries: [],
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: tasks.filter(isRunning).length,
    pendingCount: tasks.filter(isPending).length,
    launchType: service.launchType,
    capacityProviderStrategy: service.capacityProviderStrategy,
    platformVersion: service.platformVersion,
    platformFamily: 'Linux',
    ...(service.taskDefinition && { taskDefinition: service.taskDefinition }),
    deploymentConfiguration: service.deploymentConfiguration,
    ...(!rolling && { taskSets: service.taskSets.map(set => toTaskSet(world, service, set)) }),
    deployments: rolling ? service.taskSets.filter(set => set.status !== 'DRAINING').map(set => toDeployment(world, service, set)) : [],
    roleArn: `arn:aws:iam::${world.account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    events: service.events,
    createdAt: service.createdAt,
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: service.networkConfiguration,
    ...(service.loadBalancers.length > 0 && { healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds }),
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: service.controller },
    ...(include.includes('TAGS') && { tags: tagsOf(world, service.arn) }),
    createdBy: service.createdBy,
    availabilityZoneRebalancing: service.availabilityZoneRebalancing,
    enableECSManagedTags: service.enableECSManagedTags,
    propagateTags: service.propagateTags,
    enableExecuteCommand: service.enableExecuteCommand,
  };
}

function toDeployment(world: World, service: ServiceRecord, set: TaskSetRecord): Deployment {
  const tasks = tasksOfSet(world, service, set);
  return {
    id: set.id,
    status: set.status,
    taskDefinition: set.taskDefinition,
    desiredCount: set.status === 'PRIMARY' ? service.desiredCount : desiredCount(service, set),
    pendingCount: tasks.filter(isPending).length,
    runningCount: tasks.filter(isRunning).length,
    failedTasks: set.failedTasks,
    createdAt: set.createdAt,
    updatedAt: set.updatedAt,
    launchType: set.launchType,
    capacityProviderStrategy: set.capacityProviderStrategy,
    platformVersion: set.platformVersion,
    platformFamily: 'Linux',
    networkConfiguration: set.networkConfiguration,
    rolloutState: set.rollout?.state,
    rolloutStateReason: set.rollout?.reason,
  };
}
