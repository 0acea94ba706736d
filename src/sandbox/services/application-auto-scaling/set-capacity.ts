import { randomUUID } from 'node:crypto';
import type { ScalingActivity } from '@aws-sdk/client-application-auto-scaling';
import type { World } from '../../world.ts';
import { isRunning, tasksOf } from '../ecs/find-task.ts';
import { scheduleSoon } from '../ecs/schedule-soon.ts';
import { addEvent } from '../ecs/service-events.ts';
import type { TargetRecord } from './state.ts';
import { DIMENSION, invalid, serviceOf } from './target.ts';

/** Type of the timer that looks whether ECS has done what it was asked. */
export const FULFILLED_TIMER = 'application-autoscaling.fulfilled';

export interface FulfilledData {
  readonly activityId: string;
  readonly resourceId: string;
  readonly capacity: number;
  readonly tries: number;
}

const POLL_SECONDS = 10;
const MOST_TRIES = 60;
const KEPT = 500;

/** Sets the desired count of a service, and records why. */
export function setCapacity(world: World, resourceId: string, capacity: number, cause: string): void {
  const service = serviceOf(world, resourceId);
  if (!service || service.desiredCount === capacity) return;
  service.desiredCount = capacity;
  scheduleSoon(world, service.arn);
  const { activities } = world.state.applicationAutoScaling;
  const activityId = randomUUID();
  activities.push({
    ActivityId: activityId,
    ServiceNamespace: 'ecs',
    ResourceId: resourceId,
    ScalableDimension: DIMENSION,
    Description: `Setting desired count to ${capacity}.`,
    Cause: cause,
    StartTime: world.clock.now(),
    StatusCode: 'InProgress',
    StatusMessage: `Successfully set desired count to ${capacity}. Waiting for change to be fulfilled by ecs.`,
  });
  if (activities.length > KEPT) activities.splice(0, activities.length - KEPT);
  const data: FulfilledData = { activityId, resourceId, capacity, tries: MOST_TRIES };
  world.clock.after(POLL_SECONDS, FULFILLED_TIMER, data);
}

/** Brings a service within the bounds of its target. */
function enforceBounds(world: World, { ResourceId, MinCapacity, MaxCapacity }: TargetRecord): void {
  const desired = serviceOf(world, ResourceId)?.desiredCount ?? MinCapacity;
  if (desired < MinCapacity) setCapacity(world, ResourceId, MinCapacity, `minimum capacity was set to ${MinCapacity}`);
  if (desired > MaxCapacity) setCapacity(world, ResourceId, MaxCapacity, `maximum capacity was set to ${MaxCapacity}`);
}

/** Gives a target other bounds, at once. */
export function setBounds(world: World, target: TargetRecord, MinCapacity: number, MaxCapacity: number): void {
  if (MinCapacity < 0) throw invalid('Minimum capacity cannot be less than 0');
  if (MaxCapacity < MinCapacity) throw invalid('Maximum capacity cannot be less than minimum capacity');
  const changed = { ...target, MinCapacity, MaxCapacity };
  world.state.applicationAutoScaling.targets[target.ResourceId] = changed;
  enforceBounds(world, changed);
}

const end = (world: World, activity: ScalingActivity, changes: Partial<ScalingActivity>): void => {
  Object.assign(activity, { EndTime: world.clock.now(), ...changes });
};

/** Ends an activity when the service has as many running tasks as it should. */
export function checkFulfilled(world: World, data: FulfilledData): void {
  const { activityId, resourceId, capacity, tries } = data;
  const activity = world.state.applicationAutoScaling.activities.find(({ ActivityId }) => ActivityId === activityId);
  if (!activity) return;
  const service = serviceOf(world, resourceId);
  if (!service || service.desiredCount !== capacity) {
    end(world, activity, {
      StatusCode: 'Overridden',
      StatusMessage: `Desired count was set to ${service?.desiredCount ?? 0} in the meantime.`,
    });
    return;
  }
  const primary = service.taskSets.find(({ status }) => status === 'PRIMARY');
  const running = tasksOf(world, service).filter(task => task.taskSetId === primary?.id && isRunning(task)).length;
  if (running === capacity) {
    const StatusMessage = `Successfully set desired count to ${capacity}. Change successfully fulfilled by ecs.`;
    end(world, activity, { StatusCode: 'Successful', StatusMessage });
    addEvent(world, service, `Message: ${StatusMessage} Cause: ${activity.Cause}`);
  } else if (tries > 1) world.clock.after(POLL_SECONDS, FULFILLED_TIMER, { ...data, tries: tries - 1 });
  else end(world, activity, { StatusCode: 'Unfulfilled' });
}
