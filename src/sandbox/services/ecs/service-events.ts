import { randomUUID } from 'node:crypto';
import type { World } from '../../world.ts';
import type { ServiceRecord, TaskRecord, TaskSetRecord } from './state.ts';

const KEPT = 100;

/** Adds a line to the events of a service; AWS keeps the latest hundred. */
export function addEvent(world: World, service: ServiceRecord, message: string): void {
  service.events.unshift({ id: randomUUID(), createdAt: world.clock.now(), message });
  service.events.splice(KEPT);
}

/** The subject of an event: `(service web)`, and with task sets `(service web, taskSet ecs-svc/123)`. */
export const subject = (service: ServiceRecord, set?: TaskSetRecord): string =>
  set && service.controller !== 'ECS' ? `(service ${service.name}, taskSet ${set.id})` : `(service ${service.name})`;

/** `(task 0123) (task 4567)` */
export const listed = (tasks: readonly TaskRecord[]): string => tasks.map(task => `(task ${task.id})`).join(' ');
