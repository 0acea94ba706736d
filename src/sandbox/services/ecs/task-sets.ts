import type { TaskSet } from '@aws-sdk/client-ecs';
import { randomInt } from 'node:crypto';
import { arn, type World } from '../../world.ts';
import { invalidParameter, taskSetNotFound } from './faults.ts';
import { taskDefinitionOf } from './find.ts';
import { isPending, isRunning, tasksOfSet } from './find-task.ts';
import { inProgress } from './rolling-deployment.ts';
import { scheduleSoon } from './schedule-soon.ts';
import { checkLoadBalancers, checkNetworkConfiguration } from './service-rules.ts';
import type { Placement, ServiceRecord, TaskRecord, TaskSetRecord } from './state.ts';
import { tagsOf } from './tags.ts';
import { desiredCount, isHealthy } from './task-health.ts';

/** What CreateService and a deployment give a new task set; what is left out comes from the service. */
export interface WantedTaskSet extends Partial<Placement> {
  readonly startedBy: string;
  /** Id of the deployment that it is for. */
  readonly externalId?: string | undefined;
  /** Percent of the service's desired count. */
  readonly scale?: number | undefined;
}

/** Adds a task set, whose tasks then start, and tells its id. It is ACTIVE until it is made the primary one. */
export function createTaskSet(world: World, service: ServiceRecord, wanted: WantedTaskSet): string {
  const definition = taskDefinitionOf(world, wanted.taskDefinition ?? service.taskDefinition);
  const networkConfiguration = wanted.networkConfiguration ?? service.networkConfiguration;
  checkNetworkConfiguration(world, definition, networkConfiguration);
  checkLoadBalancers(world, definition, networkConfiguration, wanted.loadBalancers ?? service.loadBalancers);
  const set = addTaskSet(world, service, 'ACTIVE', { ...wanted, taskDefinition: definition.taskDefinitionArn });
  scheduleSoon(world, service.arn);
  return set.id;
}

/** Puts a task set, or a deployment of the ECS controller, into its service. */
export function addTaskSet(world: World, service: ServiceRecord, status: TaskSetRecord['status'], wanted: WantedTaskSet): TaskSetRecord {
  const number = `${randomInt(1, 10)}${Array.from({ length: 18 }, () => randomInt(10)).join('')}`;
  const now = world.clock.now();
  const set: TaskSetRecord = {
    id: `ecs-svc/${number}`,
    arn: arn(world, 'ecs', `task-set/${service.clusterName}/${service.name}/ecs-svc/${number}`),
    createdAt: now,
    updatedAt: now,
    startedBy: wanted.startedBy,
    externalId: wanted.externalId,
    status,
    scale: wanted.scale ?? 100,
    steady: false,
    steadyAt: now,
    failedTasks: 0,
    backingOff: false,
    taskDefinition: wanted.taskDefinition ?? service.taskDefinition,
    loadBalancers: wanted.loadBalancers ?? service.loadBalancers,
    networkConfiguration: wanted.networkConfiguration ?? service.networkConfiguration,
    launchType: wanted.launchType ?? (wanted.capacityProviderStrategy ? undefined : service.launchType),
    capacityProviderStrategy: wanted.capacityProviderStrategy ?? (wanted.launchType ? undefined : service.capacityProviderStrategy),
    platformVersion: wanted.platformVersion ?? service.platformVersion,
  };
  if (service.controller === 'ECS') set.rollout = inProgress(set);
  service.taskSets.push(set);
  return set;
}

/** The task set of this id or ARN, or AWS's refusal. */
export function taskSetOf(service: ServiceRecord, idOrArn: string | undefined): TaskSetRecord {
  const found = service.taskSets.find(set => set.id === idOrArn || set.arn === idOrArn);
  if (!found) throw taskSetNotFound();
  return found;
}

/** Makes a task set the primary one; the service then shows what it runs. */
export function setPrimaryTaskSet(world: World, service: ServiceRecord, taskSet: string): TaskSetRecord {
  const primary = taskSetOf(service, taskSet);
  if (primary.status === 'DRAINING') throw invalidParameter('The task set is draining and cannot become the primary task set.');
  for (const set of service.taskSets) {
    if (set.status === 'PRIMARY') set.status = 'ACTIVE';
  }
  primary.status = 'PRIMARY';
  primary.updatedAt = world.clock.now();
  const { taskDefinition, loadBalancers, networkConfiguration, launchType, capacityProviderStrategy, platformVersion } = primary;
  Object.assign(service, { taskDefinition, loadBalancers, networkConfiguration, launchType, capacityProviderStrategy, platformVersion });
  return primary;
}

/** Ends a task set: its targets drain, its tasks stop, then it is gone. One that is gone already is left in peace. */
export function deleteTaskSet(world: World, service: ServiceRecord, taskSet: string): void {
  const set = service.taskSets.find(candidate => candidate.id === taskSet || candidate.arn === taskSet);
  if (!set) return;
  set.status = 'DRAINING';
  set.scale = 0;
  set.updatedAt = world.clock.now();
  scheduleSoon(world, service.arn);
}

/** How a task set is doing. */
export interface TaskSetStatus {
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
  readonly steady: boolean;
  /** All desired tasks run, and no load balancer has anything against them. */
  readonly allHealthy: boolean;
  /** The latest task that stopped, for the reason. */
  readonly lastStopped?: TaskRecord | undefined;
}

/** How a task set is doing; undefined once it is gone. */
export function taskSetStatus(world: World, service: ServiceRecord, taskSet: string): TaskSetStatus | undefined {
  const set = service.taskSets.find(candidate => candidate.id === taskSet || candidate.arn === taskSet);
  if (!set) return undefined;
  const tasks = tasksOfSet(world, service, set);
  const running = tasks.filter(isRunning);
  const desired = desiredCount(service, set);
  const lastStopped = tasks
    .filter(task => task.stoppingAt !== undefined)
    .sort((a, b) => (b.stoppingAt?.getTime() ?? 0) - (a.stoppingAt?.getTime() ?? 0))[0];
  return {
    desired,
    pending: tasks.filter(isPending).length,
    running: running.length,
    steady: set.steady,
    allHealthy: running.length >= desired && running.every(task => isHealthy(world, task)),
    lastStopped,
  };
}

/** A task set as AWS describes it. */
export function toTaskSet(world: World, service: ServiceRecord, set: TaskSetRecord): TaskSet {
  const tasks = tasksOfSet(world, service, set);
  return {
    id: set.id,
    taskSetArn: set.arn,
    serviceArn: service.arn,
    clusterArn: arn(world, 'ecs', `cluster/${service.clusterName}`),
    startedBy: set.startedBy,
    ...(set.externalId !== undefined && { externalId: set.externalId }),
    status: set.status,
    taskDefinition: set.taskDefinition,
    computedDesiredCount: desiredCount(service, set),
    pendingCount: tasks.filter(isPending).length,
    runningCount: tasks.filter(isRunning).length,
    createdAt: set.createdAt,
    updatedAt: set.updatedAt,
    launchType: set.launchType,
    capacityProviderStrategy: set.capacityProviderStrategy,
    platformVersion: set.platformVersion,
    platformFamily: 'Linux',
    networkConfiguration: set.networkConfiguration,
    loadBalancers: set.loadBalancers,
    serviceRegistries: [],
    scale: { value: set.scale, unit: 'PERCENT' },
    stabilityStatus: set.steady ? 'STEADY_STATE' : 'STABILIZING',
    stabilityStatusAt: set.steadyAt,
    tags: tagsOf(world, set.arn),
  };
}
