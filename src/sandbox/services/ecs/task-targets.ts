import type { World } from '../../world.ts';
import { deregisterTarget, deregistrationDelay, registerTarget } from '../elbv2/targets.ts';
import { addEvent, subject } from './service-events.ts';
import type { TaskRecord } from './state.ts';

/** Lets the load balancers know a task that runs. */
export function registerTargets(world: World, task: TaskRecord): void {
  const service = world.state.ecs.services[task.serviceArn ?? ''];
  const set = service?.taskSets.find(({ id }) => id === task.taskSetId);
  for (const { targetGroupArn, port } of task.targets) {
    const group = world.state.elbv2.targetGroups[targetGroupArn];
    if (!group || !task.privateIp) continue;
    registerTarget(world, group, task.privateIp, port);
    if (service) addEvent(world, service, `${subject(service, set)} registered 1 targets in (target-group ${targetGroupArn})`);
  }
}

/** Takes a task out of its load balancers and tells for how many seconds its targets drain. */
export function deregisterTargets(world: World, task: TaskRecord): number {
  const service = world.state.ecs.services[task.serviceArn ?? ''];
  const delays = task.targets.map(({ targetGroupArn, port }) => {
    const group = world.state.elbv2.targetGroups[targetGroupArn];
    if (!group || !task.privateIp) return 0;
    deregisterTarget(world, group, task.privateIp, port);
    if (service) addEvent(world, service, `${subject(service)} deregistered 1 targets in (target-group ${targetGroupArn})`);
    return group.checking ? deregistrationDelay(group) : 0;
  });
  return Math.max(0, ...delays);
}
