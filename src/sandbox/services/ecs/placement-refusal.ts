import type { World } from '../../world.ts';
import { cpuUnits } from './fargate-sizes.ts';
import { findTaskDefinition } from './find.ts';
import type { TaskDefinitionRecord } from './state.ts';

/** Why Fargate does not run a task now. What is against a quota is refused at once, by RunTask too; for want of capacity it is a failure among others. */
export interface PlacementRefusal {
  readonly kind: 'quota' | 'capacity';
  readonly reason: string;
}

/** A new account's quota: Fargate On-Demand vCPU resource count. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const VCPUS = 6;

// https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity
const NO_CAPACITY = 'Capacity is unavailable at this time. Please try again later or in a different availability zone';

/** Decides whether one more task of a definition may be placed: everything that starts tasks asks here. */
export function placementRefusal(world: World, definition: TaskDefinitionRecord): PlacementRefusal | undefined {
  if (world.faults.befalls('capacity', world, definition.taskDefinitionArn)) return { kind: 'capacity', reason: NO_CAPACITY };
  const used = Object.values(world.state.ecs.tasks)
    .filter(task => task.lastStatus !== 'STOPPED')
    .map(task => cpuUnits(findTaskDefinition(world, task.taskDefinitionArn)?.cpu ?? '') ?? 0)
    .reduce((sum, units) => sum + units, cpuUnits(definition.cpu ?? '') ?? 0);
  if (used <= VCPUS * 1024) return undefined;
  return { kind: 'quota', reason: "You've reached the limit on the number of vCPUs you can run concurrently" };
}
