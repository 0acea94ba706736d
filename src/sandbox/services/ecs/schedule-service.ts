import type { World } from '../../world.ts';
import { countFailure } from './failed-tasks.ts';
import { isPending, isRunning, isWanted, tasksOf, tasksOfSet } from './find-task.ts';
import { rollOn, settleRollout } from './rolling-deployment.ts';
import { scheduleSoon } from './schedule-soon.ts';
import { addEvent, listed, subject } from './service-events.ts';
import { startTasks } from './start-tasks.ts';
import type { ServiceRecord, TaskRecord, TaskSetRecord } from './state.ts';
import { stopTask } from './task-lifecycle.ts';
import { desiredCount, isHealthy, sicknessOf } from './task-health.ts';

/** The service scheduler: starts and stops tasks until each task set has as many healthy ones as it should. */
export function scheduleService(world: World, { serviceArn }: { serviceArn: string }): void {
  const service = world.state.ecs.services[serviceArn];
  if (!service || service.status === 'INACTIVE') return;
  for (const set of service.taskSets) replaceUnhealthy(world, service, set);
  if (service.controller === 'ECS') rollOn(world, service);
  for (const set of service.taskSets) {
    const wanted = tasksOfSet(world, service, set).filter(isWanted);
    const desired = desiredCount(service, set);
    announce(world, service, set, desired);
    if (wanted.length < desired) startTasks(world, service, set, desired - wanted.length);
    if (wanted.length > desired) stopSurplus(world, service, set, wanted, wanted.length - desired);
  }
  for (const set of service.taskSets) updateSteadiness(world, service, set);
  if (service.controller === 'ECS') settleRollout(world, service);
  dropEmptySets(world, service);
  if (service.status === 'DRAINING' && tasksOf(world, service).every(task => task.lastStatus === 'STOPPED')) {
    service.status = 'INACTIVE';
    service.taskSets = [];
  }
}

/** Task sets tell of a new desired number in the events of their service; deployments of the ECS controller do not. */
function announce(world: World, service: ServiceRecord, set: TaskSetRecord, desired: number): void {
  if (service.controller === 'ECS' || set.announced === desired || service.status !== 'ACTIVE') return;
  set.announced = desired;
  addEvent(world, service, `${subject(service)} updated computedDesiredCount for taskSet ${set.id} to ${desired}.`);
}

function stopSurplus(world: World, service: ServiceRecord, set: TaskSetRecord, wanted: readonly TaskRecord[], count: number): void {
  // Those that do not serve yet go first, then the newest.
  const victims = [...wanted]
    .sort((a, b) => Number(isRunning(a)) - Number(isRunning(b)) || b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, count);
  const running = victims.filter(isRunning);
  const pending = victims.length - running.length;
  if (running.length > 0 && set.loadBalancers.length > 0)
    addEvent(world, service, `(service ${service.name}, taskSet ${set.id}) has begun draining connections on ${running.length} tasks.`);
  if (running.length > 0)
    addEvent(world, service, `${subject(service, set)} has stopped ${running.length} running tasks: ${listed(running)}.`);
  if (pending > 0) addEvent(world, service, `${subject(service, set)} stopped ${pending} pending tasks.`);
  const cause = service.controller === 'ECS' ? `deployment ${set.id}` : `taskset ${set.id}`;
  for (const task of victims) stopTask(world, task, 'ServiceSchedulerInitiated', `Scaling activity initiated by (${cause})`);
}

/** Tasks that a load balancer or their own health check calls unhealthy are replaced, once their grace period is over. */
function replaceUnhealthy(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  for (const task of tasksOfSet(world, service, set).filter(isRunning)) {
    const sickness = task.graceOver ? sicknessOf(world, task) : undefined;
    if (!sickness) continue;
    addEvent(world, service, `${subject(service, set)} (task ${task.id}) ${sickness.event}.`);
    stopTask(world, task, 'ServiceSchedulerInitiated', sickness.stoppedReason);
    countFailure(world, service, set);
  }
}

/** How often it is seen whether what keeps a service from being steady is gone. */
const UNSTEADY_SECONDS = 15;

function updateSteadiness(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  const tasks = tasksOfSet(world, service, set);
  const running = tasks.filter(isRunning);
  const unsteady = set.status !== 'DRAINING' && world.faults.holds('unsteady-service', world, service.arn);
  if (unsteady) scheduleSoon(world, service.arn, UNSTEADY_SECONDS);
  const steady =
    !unsteady &&
    set.status !== 'DRAINING' &&
    running.length === desiredCount(service, set) &&
    !tasks.some(isPending) &&
    running.every(task => isHealthy(world, task)) &&
    (service.controller !== 'ECS' || tasksOf(world, service).filter(isWanted).length === running.length);
  if (steady === set.steady) return;
  set.steady = steady;
  set.steadyAt = world.clock.now();
  if (!steady) return;
  set.failedTasks = 0;
  if (service.controller !== 'ECS') addEvent(world, service, `${subject(service, set)} updated state to STEADY_STATE.`);
  else if (set.status === 'PRIMARY') settleRollout(world, service);
  if (service.controller !== 'ECS' || set.status === 'PRIMARY')
    addEvent(world, service, `(service ${service.name}) has reached a steady state.`);
}

function dropEmptySets(world: World, service: ServiceRecord): void {
  service.taskSets = service.taskSets.filter(
    set => set.status !== 'DRAINING' || tasksOfSet(world, service, set).some(task => task.lastStatus !== 'STOPPED'),
  );
}
