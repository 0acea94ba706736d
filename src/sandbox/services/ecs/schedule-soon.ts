import type { World } from '../../world.ts';

const TIMER = 'ecs.schedule';

/** Lets the scheduler look at a service in a moment, once however often it is asked. */
export function scheduleSoon(world: World, serviceArn: string | undefined, seconds = 0): void {
  if (serviceArn === undefined) return;
  world.clock.cancel(timer => timer.type === TIMER && (timer.data as { serviceArn: string }).serviceArn === serviceArn);
  world.clock.after(seconds, TIMER, { serviceArn });
}

/** The health of a target changed: the services with tasks in its group are looked at. */
export function targetHealthChanged(world: World, { targetGroupArn }: { targetGroupArn: string }): void {
  for (const service of Object.values(world.state.ecs.services)) {
    const isConcerned = service.taskSets.some(set =>
      set.loadBalancers.some(loadBalancer => loadBalancer.targetGroupArn === targetGroupArn),
    );
    if (isConcerned) scheduleSoon(world, service.arn);
  }
}
