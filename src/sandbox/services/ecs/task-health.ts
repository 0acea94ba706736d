import type { World } from '../../world.ts';
import { loadBalancersOf } from '../elbv2/association.ts';
import { findTarget } from '../elbv2/targets.ts';
import type { ServiceRecord, TaskRecord, TaskSetRecord, TaskTarget } from './state.ts';

/** How many tasks a task set should have. */
export const desiredCount = (service: ServiceRecord, set: TaskSetRecord): number =>
  set.status === 'DRAINING' || service.status !== 'ACTIVE' ? 0 : (set.keep ?? Math.ceil((service.desiredCount * set.scale) / 100));

const targetOf = (world: World, task: TaskRecord, { targetGroupArn, port }: TaskTarget) =>
  findTarget(world.state.elbv2.targetGroups[targetGroupArn], task.privateIp ?? '', port);

/**
 * Whether nobody has anything against a task: its targets are healthy, or in a group that is behind no listener and so not checked, and so are
 * those of its essential containers that have health checks.
 */
export const isHealthy = (world: World, task: TaskRecord): boolean =>
  task.containers.every(({ essential, health }) => !essential || !health || health.status === 'HEALTHY') &&
  task.targets.every(target => {
    const isUsed = loadBalancersOf(world, target.targetGroupArn).length > 0;
    return !isUsed || targetOf(world, task, target)?.health === 'healthy';
  });

/** Why a task has to be replaced. */
interface Sickness {
  /** What the events of its service say. */
  readonly event: string;
  readonly stoppedReason: string;
}

/** What is wrong with a task that runs; undefined where nothing is known against it. */
export function sicknessOf(world: World, task: TaskRecord): Sickness | undefined {
  if (task.containers.some(({ essential, health }) => essential && health?.status === 'UNHEALTHY'))
    return { event: 'failed container health checks', stoppedReason: 'Task failed container health checks' };
  for (const target of task.targets) {
    const found = targetOf(world, task, target);
    if (found?.health !== 'unhealthy') continue;
    return {
      event: `(port ${target.port}) is unhealthy in (target-group ${target.targetGroupArn}) due to (reason ${found.description})`,
      stoppedReason: `Task failed ELB health checks in (target-group ${target.targetGroupArn})`,
    };
  }
  return undefined;
}
