import {
  CreateTaskSet$,
  DeleteTaskSet$,
  DescribeTaskSets$,
  UpdateServicePrimaryTaskSet$,
  UpdateTaskSet$,
  type CreateTaskSetRequest,
  type CreateTaskSetResponse,
  type DeleteTaskSetRequest,
  type DeleteTaskSetResponse,
  type DescribeTaskSetsRequest,
  type DescribeTaskSetsResponse,
  type UpdateServicePrimaryTaskSetRequest,
  type UpdateServicePrimaryTaskSetResponse,
  type UpdateTaskSetRequest,
  type UpdateTaskSetResponse,
} from '@aws-sdk/client-ecs';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { completedNetwork } from './create-service.ts';
import { invalidParameter } from './faults.ts';
import { serviceOf } from './find.ts';
import { scheduleSoon } from './schedule-soon.ts';
import type { ServiceRecord } from './state.ts';
import { tagNew } from './tags.ts';
import { createTaskSet as newTaskSet, deleteTaskSet as removeTaskSet, setPrimaryTaskSet, taskSetOf, toTaskSet } from './task-sets.ts';

/**
 * Task sets that belong to a deployment system of one's own. Those of CODE_DEPLOY are CodeDeploy's, and ECS keeps its deployments to itself;
 * the words: https://github.com/hashicorp/terraform-provider-aws/issues/30347.
 */
function managed(world: World, cluster: string | undefined, name: string | undefined): ServiceRecord {
  const service = serviceOf(world, cluster, name);
  if (service.controller !== 'EXTERNAL') {
    throw invalidParameter('Amazon ECS only supports task set management on services configured to use external deployment controllers.');
  }
  return service;
}

export const createTaskSet = operation(CreateTaskSet$, (world: World, input: CreateTaskSetRequest): CreateTaskSetResponse => {
  const service = managed(world, input.cluster, input.service);
  const id = newTaskSet(world, service, {
    startedBy: 'EXTERNAL',
    externalId: input.externalId,
    ...(input.taskDefinition && { taskDefinition: input.taskDefinition }),
    ...(input.loadBalancers && { loadBalancers: input.loadBalancers }),
    ...(input.networkConfiguration && { networkConfiguration: completedNetwork(input.networkConfiguration) }),
    ...(input.launchType && { launchType: input.launchType }),
    ...(input.capacityProviderStrategy && { capacityProviderStrategy: input.capacityProviderStrategy }),
    ...(input.platformVersion && { platformVersion: input.platformVersion }),
    scale: checkedScale(input.scale?.value ?? 100),
  });
  const set = taskSetOf(service, id);
  tagNew(world, set.arn, input.tags);
  return { taskSet: toTaskSet(world, service, set) };
});

function checkedScale(value: number): number {
  if (value < 0 || value > 100) throw invalidParameter('Scale value must be between 0 and 100.');
  return value;
}

export const describeTaskSets = operation(DescribeTaskSets$, (world: World, input: DescribeTaskSetsRequest): DescribeTaskSetsResponse => {
  const service = serviceOf(world, input.cluster, input.service);
  if (service.controller === 'ECS') throw invalidParameter('The service does not have a deployment controller that supports task sets.');
  const asked = input.taskSets;
  const isAsked = (set: ServiceRecord['taskSets'][number]): boolean => !asked?.length || asked.includes(set.id) || asked.includes(set.arn);
  const missing = (asked ?? []).filter(reference => !service.taskSets.some(set => set.id === reference || set.arn === reference));
  return {
    taskSets: service.taskSets.filter(isAsked).map(set => toTaskSet(world, service, set)),
    failures: missing.map(reference => ({ arn: reference, reason: 'MISSING' })),
  };
});

export const updateServicePrimaryTaskSet = operation(
  UpdateServicePrimaryTaskSet$,
  (world: World, input: UpdateServicePrimaryTaskSetRequest): UpdateServicePrimaryTaskSetResponse => {
    const service = managed(world, input.cluster, input.service);
    const primary = setPrimaryTaskSet(world, service, input.primaryTaskSet ?? '');
    return { taskSet: toTaskSet(world, service, primary) };
  },
);

export const updateTaskSet = operation(UpdateTaskSet$, (world: World, input: UpdateTaskSetRequest): UpdateTaskSetResponse => {
  const service = managed(world, input.cluster, input.service);
  const set = taskSetOf(service, input.taskSet);
  set.scale = checkedScale(input.scale?.value ?? set.scale);
  set.updatedAt = world.clock.now();
  scheduleSoon(world, service.arn);
  return { taskSet: toTaskSet(world, service, set) };
});

export const deleteTaskSet = operation(DeleteTaskSet$, (world: World, input: DeleteTaskSetRequest): DeleteTaskSetResponse => {
  const service = managed(world, input.cluster, input.service);
  const set = taskSetOf(service, input.taskSet);
  if (!input.force && set.scale > 0) throw invalidParameter('The task set cannot be deleted while it is scaled above 0.');
  removeTaskSet(world, service, set.id);
  return { taskSet: toTaskSet(world, service, set) };
});
