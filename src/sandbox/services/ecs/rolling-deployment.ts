import type { World } from '../../world.ts';
import { isPending, isRunning, isWanted, tasksOfSet } from './find-task.ts';
import { addEvent, subject } from './service-events.ts';
import type { Rollout, ServiceRecord, TaskSetRecord } from './state.ts';
import { isHealthy } from './task-health.ts';

// Deployments of the ECS controller. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html

const primaryOf = (service: ServiceRecord): TaskSetRecord | undefined => service.taskSets.find(set => set.status === 'PRIMARY');

const olderOf = (service: ServiceRecord): TaskSetRecord[] => service.taskSets.filter(set => set.status === 'ACTIVE');

export const inProgress = (set: TaskSetRecord): Rollout => ({ state: 'IN_PROGRESS', reason: `ECS deployment ${set.id} in progress.` });

/** Decides how many tasks the newest deployment has by now and how many the older ones keep, within the percentages of the service. */
export function rollOn(world: World, service: ServiceRecord): void {
  const primary = primaryOf(service);
  const older = olderOf(service);
  if (!primary) return;
  primary.keep = undefined;
  if (older.length === 0 || service.status !== 'ACTIVE') return;
  const { maximumPercent = 200, minimumHealthyPercent = 100 } = service.deploymentConfiguration;
  const desired = service.desiredCount;
  const most = Math.floor((desired * maximumPercent) / 100);
  const least = Math.ceil((desired * minimumHealthyPercent) / 100);
  const counts = new Map(service.taskSets.map(set => [set, countsOf(world, service, set)]));
  const sum = (sets: readonly TaskSetRecord[], key: keyof Counts): number =>
    sets.reduce((total, set) => total + (counts.get(set)?.[key] ?? 0), 0);
  const missing = desired - sum([primary], 'wanted');
  const failed = primary.rollout?.state === 'FAILED';
  // Old tasks that do not serve yet never will; the others go as new ones take their place, or to make room for these.
  const replaced = Math.max(0, sum(older, 'running') - Math.max(0, desired - sum([primary], 'healthy')));
  const room = most - sum([primary], 'wanted') - sum(older, 'running') + replaced;
  const spare = Math.max(0, sum([primary, ...older], 'healthy') - replaced - least);
  const moved = failed ? 0 : Math.min(Math.max(0, missing - room), spare);
  let left = failed ? sum(older, 'wanted') : sum(older, 'running') - replaced - moved;
  for (const set of older) {
    set.keep = Math.min(counts.get(set)?.[failed ? 'wanted' : 'running'] ?? 0, left);
    left -= set.keep;
  }
  primary.keep = sum([primary], 'wanted') + Math.max(0, Math.min(missing, room + moved));
  const isWaiting = failed || sum([primary, ...older], 'wanted') > sum([primary, ...older], 'healthy');
  if (missing > 0 && room + moved <= 0 && !isWaiting) tellStuck(world, service);
}

interface Counts {
  readonly wanted: number;
  readonly running: number;
  readonly healthy: number;
}

function countsOf(world: World, service: ServiceRecord, set: TaskSetRecord): Counts {
  const tasks = tasksOfSet(world, service, set);
  const running = tasks.filter(isRunning);
  return {
    wanted: running.length + tasks.filter(isPending).length,
    running: running.length,
    healthy: running.filter(task => isHealthy(world, task)).length,
  };
}

function tellStuck(world: World, service: ServiceRecord): void {
  const message = `${subject(service)} was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.`;
  if (!service.events.some(event => event.message === message)) addEvent(world, service, message);
}

/** Once the newest deployment has all its tasks and the older ones have none left, it is complete. */
export function settleRollout(world: World, service: ServiceRecord): void {
  const primary = primaryOf(service);
  for (const set of olderOf(service)) {
    if (set.keep === 0 && !tasksOfSet(world, service, set).some(isWanted)) set.status = 'DRAINING';
  }
  if (!primary?.steady || primary.rollout?.state !== 'IN_PROGRESS' || olderOf(service).length > 0) return;
  primary.rollout = { state: 'COMPLETED', reason: `ECS deployment ${primary.id} completed.` };
  primary.updatedAt = world.clock.now();
  addEvent(world, service, `(service ${service.name}) (deployment ${primary.id}) deployment completed.`);
}

/** Half of the desired tasks, but three at least and two hundred at most. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
const thresholdOf = ({ desiredCount }: ServiceRecord): number => Math.min(200, Math.max(3, Math.ceil(desiredCount / 2)));

/** Ends a deployment too many of whose tasks failed, if the circuit breaker is on; with rollback the one before it comes back. */
export function breakCircuit(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  const { enable = false, rollback = false } = service.deploymentConfiguration.deploymentCircuitBreaker ?? {};
  if (service.controller !== 'ECS' || !enable || set.status !== 'PRIMARY' || set.rollout?.state !== 'IN_PROGRESS') return;
  if (set.failedTasks < thresholdOf(service)) return;
  set.rollout = { state: 'FAILED', reason: 'ECS deployment circuit breaker: tasks failed to start.' };
  set.updatedAt = world.clock.now();
  addEvent(world, service, `(service ${service.name}) (deployment ${set.id}) deployment failed: tasks failed to start.`);
  const previous = olderOf(service).findLast(({ rollout }) => rollout?.state === 'COMPLETED');
  if (rollback && previous) rollBack(world, service, set, previous);
}

function rollBack(world: World, service: ServiceRecord, failed: TaskSetRecord, previous: TaskSetRecord): void {
  failed.status = 'ACTIVE';
  previous.status = 'PRIMARY';
  previous.rollout = { state: 'IN_PROGRESS', reason: `ECS deployment circuit breaker: rolling back to deploymentId ${previous.id}.` };
  const { taskDefinition, loadBalancers, networkConfiguration, launchType, capacityProviderStrategy, platformVersion } = previous;
  Object.assign(service, { taskDefinition, loadBalancers, networkConfiguration, launchType, capacityProviderStrategy, platformVersion });
  addEvent(world, service, `(service ${service.name}) rolling back to deployment ${previous.id}.`);
}
