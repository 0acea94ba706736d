import type { World } from '../../world.ts';
import { loadBalancersOf } from '../elbv2/association.ts';
import { findTarget } from '../elbv2/targets.ts';
import { findTaskDefinition } from './find.ts';
import { isPending, isRunning, isWanted, tasksOf, tasksOfSet } from './find-task.ts';
import { launchTask } from './launch-task.ts';
import { addEvent, listed, subject } from './service-events.ts';
import { serviceTaskTags } from './service-task-tags.ts';
import type { ServiceRecord, TaskRecord, TaskSetRecord, TaskTarget } from './state.ts';
import { stopTask } from './task-lifecycle.ts';

/** The service scheduler: starts and stops tasks until each task set has as many healthy ones as it should. */
export function scheduleService(world: World, { serviceArn }: { serviceArn: string }): void {
  const service = world.state.ecs.services[serviceArn];
  if (!service || service.status === 'INACTIVE') return;
  for (const set of service.taskSets) {
    replaceUnhealthy(world, service, set);
    const wanted = tasksOfSet(world, service, set).filter(isWanted);
    const desired = desiredCount(service, set);
    if (wanted.length < desired) startTasks(world, service, set, desired - wanted.length);
    if (wanted.length > desired) stopSurplus(world, service, set, wanted, wanted.length - desired);
    updateSteadiness(world, service, set);
  }
  finishRollout(world, service);
  dropEmptySets(world, service);
  if (service.status === 'DRAINING' && tasksOf(world, service).every(task => task.lastStatus === 'STOPPED')) {
    service.status = 'INACTIVE';
    service.taskSets = [];
  }
}

/** How many tasks a task set should have. */
export const desiredCount = (service: ServiceRecord, set: TaskSetRecord): number =>
  set.status === 'DRAINING' || service.status !== 'ACTIVE' ? 0 : Math.ceil((service.desiredCount * set.scale) / 100);

function startTasks(world: World, service: ServiceRecord, set: TaskSetRecord, count: number): void {
  if (set.backingOff) return;
  const definition = findTaskDefinition(world, set.taskDefinition);
  if (!definition) return;
  const targets = set.loadBalancers.map((loadBalancer): TaskTarget => ({
    targetGroupArn: loadBalancer.targetGroupArn ?? '',
    containerName: loadBalancer.containerName ?? '',
    port: loadBalancer.containerPort ?? 0,
  }));
  try {
    const started = Array.from({ length: count }, () =>
      launchTask(world, {
        clusterName: service.clusterName,
        definition,
        placement: set,
        group: `service:${service.name}`,
        startedBy: set.id,
        serviceArn: service.arn,
        taskSetId: set.id,
        targets,
        tags: serviceTaskTags(world, service, definition),
        enableExecuteCommand: service.enableExecuteCommand,
      }),
    );
    addEvent(world, service, `${subject(service, set)} has started ${count} tasks: ${listed(started)}.`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    addEvent(world, service, `(service ${service.name}) was unable to place a task. Reason: ${reason}`);
    backOff(world, service, set);
  }
}

function stopSurplus(world: World, service: ServiceRecord, set: TaskSetRecord, wanted: readonly TaskRecord[], count: number): void {
  // Those that do not serve yet go first, then the newest.
  const victims = [...wanted]
    .sort((a, b) => Number(isRunning(a)) - Number(isRunning(b)) || b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, count);
  const running = victims.filter(isRunning);
  const drains = running.length > 0 && set.loadBalancers.length > 0;
  if (drains) addEvent(world, service, `${subject(service, set)} has begun draining connections on ${running.length} tasks.`);
  addEvent(world, service, `${subject(service, set)} has stopped ${victims.length} running tasks: ${listed(victims)}.`);
  const cause = service.controller === 'ECS' ? `deployment ${set.id}` : `taskset ${set.id}`;
  for (const task of victims) stopTask(world, task, 'ServiceSchedulerInitiated', `Scaling activity initiated by (${cause})`);
}

/** Tasks that a load balancer calls unhealthy are replaced, once their grace period is over. */
function replaceUnhealthy(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  for (const task of tasksOfSet(world, service, set).filter(isRunning)) {
    const sick = task.targets
      .map(target => ({ target, found: targetOf(world, task, target) }))
      .find(({ found }) => found?.health === 'unhealthy');
    if (!sick || !task.graceOver) continue;
    const { targetGroupArn, port } = sick.target;
    addEvent(
      world,
      service,
      `${subject(service, set)} (port ${port}) is unhealthy in (target-group ${targetGroupArn}) due to (reason ${sick.found?.description}).`,
    );
    stopTask(world, task, 'ServiceSchedulerInitiated', `Task failed ELB health checks in (target-group ${targetGroupArn})`);
    countFailure(world, service, set);
  }
}

const targetOf = (world: World, task: TaskRecord, { targetGroupArn, port }: TaskTarget) =>
  findTarget(world.state.elbv2.targetGroups[targetGroupArn], task.privateIp ?? '', port);

/** Whether the load balancer has nothing against a task: its targets are healthy, or in a group that is behind no listener and so not checked. */
export const isHealthy = (world: World, task: TaskRecord): boolean =>
  task.targets.every(target => {
    const isUsed = loadBalancersOf(world, target.targetGroupArn).length > 0;
    return !isUsed || targetOf(world, task, target)?.health === 'healthy';
  });

/** A task ended by itself, or never ran. */
export function taskFailed(world: World, { taskArn }: { taskArn: string }): void {
  const task = world.state.ecs.tasks[taskArn];
  const service = world.state.ecs.services[task?.serviceArn ?? ''];
  const set = service?.taskSets.find(({ id }) => id === task?.taskSetId);
  if (!task || !service || !set) return;
  if (task.stoppedReason?.startsWith('ECS was unable to assume')) {
    addEvent(world, service, `(service ${service.name}) failed to launch a task with (error ${task.stoppedReason}).`);
  }
  countFailure(world, service, set);
  scheduleService(world, { serviceArn: service.arn });
}

/** After the first failure of a set, replacements wait longer and longer. */
function countFailure(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  set.failedTasks += 1;
  if (set.failedTasks === 3) {
    addEvent(
      world,
      service,
      `(service ${service.name}) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
    );
  }
  if (set.failedTasks > 1) backOff(world, service, set);
}

function backOff(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  set.backingOff = true;
  const seconds = Math.min(15 * 2 ** Math.max(0, set.failedTasks - 2), 900);
  world.clock.after(seconds, 'ecs.back-off-over', { serviceArn: service.arn, taskSetId: set.id });
}

/** Replacements may start again. */
export function backOffOver(world: World, { serviceArn, taskSetId }: { serviceArn: string; taskSetId: string }): void {
  const set = world.state.ecs.services[serviceArn]?.taskSets.find(({ id }) => id === taskSetId);
  if (!set) return;
  set.backingOff = false;
  scheduleService(world, { serviceArn });
}

function updateSteadiness(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  const tasks = tasksOfSet(world, service, set);
  const running = tasks.filter(isRunning);
  const steady =
    set.status !== 'DRAINING' &&
    running.length === desiredCount(service, set) &&
    !tasks.some(isPending) &&
    running.every(task => isHealthy(world, task));
  if (steady === set.steady) return;
  set.steady = steady;
  set.steadyAt = world.clock.now();
  if (!steady) return;
  set.failedTasks = 0;
  addEvent(world, service, `(service ${service.name}) has reached a steady state.`);
}

/** A rolling deployment is done when the new tasks are healthy: then the old ones go. */
function finishRollout(world: World, service: ServiceRecord): void {
  if (service.controller !== 'ECS') return;
  const primary = service.taskSets.find(set => set.status === 'PRIMARY');
  const old = service.taskSets.filter(set => set.status === 'ACTIVE');
  if (!primary?.steady || old.length === 0) return;
  addEvent(world, service, `(service ${service.name}) (deployment ${primary.id}) deployment completed.`);
  for (const set of old) {
    set.status = 'DRAINING';
    stopAll(world, service, set);
  }
}

function stopAll(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  const wanted = tasksOfSet(world, service, set).filter(isWanted);
  if (wanted.length > 0) stopSurplus(world, service, set, wanted, wanted.length);
}

function dropEmptySets(world: World, service: ServiceRecord): void {
  service.taskSets = service.taskSets.filter(
    set => set.status !== 'DRAINING' || tasksOfSet(world, service, set).some(task => task.lastStatus !== 'STOPPED'),
  );
}
