import type { World } from '../../world.ts';
import type { ServiceRecord, TaskRecord, TaskSetRecord } from './state.ts';

/** The task that has this private address now. */
export const taskAt = (world: World, address: string): TaskRecord | undefined =>
  Object.values(world.state.ecs.tasks).find(task => task.privateIp === address && task.networkInterfaceId !== undefined);

/** All tasks of a service that are still known, the stopped ones too. */
export const tasksOf = (world: World, service: ServiceRecord): TaskRecord[] =>
  Object.values(world.state.ecs.tasks).filter(task => task.serviceArn === service.arn);

/** All tasks of a task set that are still known. */
export const tasksOfSet = (world: World, service: ServiceRecord, set: TaskSetRecord): TaskRecord[] =>
  tasksOf(world, service).filter(task => task.taskSetId === set.id);

/** Whether a task counts towards the desired number: it is not meant to stop. */
export const isWanted = (task: TaskRecord): boolean => task.desiredStatus === 'RUNNING';

export const isRunning = (task: TaskRecord): boolean => task.lastStatus === 'RUNNING' && isWanted(task);

export const isPending = (task: TaskRecord): boolean =>
  isWanted(task) && (task.lastStatus === 'PROVISIONING' || task.lastStatus === 'PENDING');
