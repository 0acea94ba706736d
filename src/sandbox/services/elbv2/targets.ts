import { syncHealthChecks } from '../../behaviours/health-check.ts';
import type { World } from '../../world.ts';
import { zoneOfAddress } from './network.ts';
import type { TargetGroupRecord, TargetRecord } from './state.ts';

const REGISTERING = {
  health: 'initial',
  reason: 'Elb.RegistrationInProgress',
  description: 'Target registration is in progress',
  streak: 0,
} as const;

/** Adds a target to its group; one that is draining comes back as new. */
export function registerTarget(world: World, group: TargetGroupRecord, id: string, port: number): void {
  const present = group.targets.find(target => target.id === id && target.port === port);
  if (present && present.health !== 'draining') return;
  if (present) Object.assign(present, REGISTERING);
  else group.targets.push({ id, port, availabilityZone: zoneOfAddress(world, group.vpcId, id), ...REGISTERING });
  world.clock.cancel(timer => timer.type === 'elbv2.drained' && isTarget(timer.data, group, id, port));
  syncHealthChecks(world);
}

/** Takes a target out of service: no new request reaches it; after the deregistration delay it is gone. */
export function deregisterTarget(world: World, group: TargetGroupRecord, id: string, port: number): void {
  const target = group.targets.find(candidate => candidate.id === id && candidate.port === port);
  if (!target || target.health === 'draining') return;
  if (!group.checking) {
    removeTarget(group, id, port);
    return;
  }
  Object.assign(target, {
    health: 'draining',
    reason: 'Target.DeregistrationInProgress',
    description: 'Target deregistration is in progress',
    streak: 0,
  });
  world.clock.after(deregistrationDelay(group), 'elbv2.drained', { targetGroupArn: group.arn, id, port });
}

/** Seconds for which a target drains. */
export const deregistrationDelay = (group: TargetGroupRecord): number =>
  Number(group.attributes['deregistration_delay.timeout_seconds'] ?? 300);

export function removeTarget(group: TargetGroupRecord, id: string, port: number): void {
  group.targets = group.targets.filter(target => target.id !== id || target.port !== port);
}

export const findTarget = (group: TargetGroupRecord | undefined, id: string, port: number): TargetRecord | undefined =>
  group?.targets.find(target => target.id === id && target.port === port);

function isTarget(data: unknown, group: TargetGroupRecord, id: string, port: number): boolean {
  const timer = data as { targetGroupArn: string; id: string; port: number };
  return timer.targetGroupArn === group.arn && timer.id === id && timer.port === port;
}
