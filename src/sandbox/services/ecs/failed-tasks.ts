import type { World } from '../../world.ts';
import { breakCircuit } from './rolling-deployment.ts';
import { scheduleSoon } from './schedule-soon.ts';
import { addEvent } from './service-events.ts';
import type { ServiceRecord, TaskSetRecord } from './state.ts';

/** A task ended by itself, or never ran. */
export function taskFailed(world: World, { taskArn }: { taskArn: string }): void {
  const task = world.state.ecs.tasks[taskArn];
  const service = world.state.ecs.services[task?.serviceArn ?? ''];
  const set = service?.taskSets.find(({ id }) => id === task?.taskSetId);
  if (!task || !service || !set) return;
  const { stoppedReason = '' } = task;
  if (stoppedReason.startsWith('ECS was unable to assume'))
    addEvent(world, service, `(service ${service.name}) failed to launch a task with (error ${stoppedReason}).`);
  else if (task.stopCode === 'TaskFailedToStart')
    addEvent(world, service, `(service ${service.name}) was unable to place a task. Reason: ${stoppedReason.replace(/\.$/, '')}.`);
  countFailure(world, service, set);
  scheduleSoon(world, service.arn);
}

/** After the first failure of a set, replacements wait longer and longer. */
export function countFailure(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  set.failedTasks += 1;
  if (set.failedTasks === 3) {
    addEvent(
      world,
      service,
      `(service ${service.name}) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
    );
  }
  if (set.failedTasks > 1) backOff(world, service, set);
  breakCircuit(world, service, set);
}

/** Lets a set wait before it starts tasks again. */
export function backOff(world: World, service: ServiceRecord, set: TaskSetRecord): void {
  set.backingOff = true;
  const seconds = Math.min(15 * 2 ** Math.max(0, set.failedTasks - 2), 900);
  world.clock.after(seconds, 'ecs.back-off-over', { serviceArn: service.arn, taskSetId: set.id });
}

/** Replacements may start again. */
export function backOffOver(world: World, { serviceArn, taskSetId }: { serviceArn: string; taskSetId: string }): void {
  const set = world.state.ecs.services[serviceArn]?.taskSets.find(({ id }) => id === taskSetId);
  if (!set) return;
  set.backingOff = false;
  scheduleSoon(world, serviceArn);
}
