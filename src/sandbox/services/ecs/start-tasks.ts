import type { World } from '../../world.ts';
import { backOff } from './failed-tasks.ts';
import { findTaskDefinition } from './find.ts';
import { launchTask } from './launch-task.ts';
import { placementRefusal } from './placement-refusal.ts';
import { addEvent, listed, subject } from './service-events.ts';
import { serviceTaskTags } from './service-task-tags.ts';
import type { ServiceRecord, TaskDefinitionRecord, TaskRecord, TaskSetRecord, TaskTarget } from './state.ts';

/** Starts tasks of a task set, as far as there is room for them. */
export function startTasks(world: World, service: ServiceRecord, set: TaskSetRecord, count: number): void {
  const definition = findTaskDefinition(world, set.taskDefinition);
  if (set.backingOff || set.rollout?.state === 'FAILED' || !definition) return;
  const started: TaskRecord[] = [];
  const refusal = startEach(world, service, set, definition, count, started);
  if (started.length > 0) addEvent(world, service, `${subject(service, set)} has started ${started.length} tasks: ${listed(started)}.`);
  if (refusal === undefined) return;
  addEvent(world, service, `(service ${service.name}) was unable to place a task. Reason: ${refusal}.`);
  backOff(world, service, set);
}

/** Starts one after the other; tells what kept it from going on. */
function startEach(
  world: World,
  service: ServiceRecord,
  set: TaskSetRecord,
  definition: TaskDefinitionRecord,
  count: number,
  started: TaskRecord[],
): string | undefined {
  const targets = set.loadBalancers.map((loadBalancer): TaskTarget => ({
    targetGroupArn: loadBalancer.targetGroupArn ?? '',
    containerName: loadBalancer.containerName ?? '',
    port: loadBalancer.containerPort ?? 0,
  }));
  while (started.length < count) {
    const refusal = placementRefusal(world, definition);
    if (refusal) return refusal.reason;
    try {
      const task = launchTask(world, {
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
      });
      started.push(task);
    } catch (error) {
      return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    }
  }
  return undefined;
}
