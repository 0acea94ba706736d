import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { nextTurn, outstanding } from './load-balancer-pool.ts';
import type { TargetGroupRecord, TargetRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

/** One of the action's target groups, by weight. */
export function chooseTargetGroup(action: Action): string | undefined {
  const groups = action.ForwardConfig?.TargetGroups ?? [];
  if (groups.length === 1) return groups[0]?.Weight === 0 ? undefined : groups[0]?.TargetGroupArn;
  const total = groups.reduce((sum, group) => sum + (group.Weight ?? 1), 0);
  let left = Math.random() * total;
  return groups.find(group => (left -= group.Weight ?? 1) < 0)?.TargetGroupArn;
}

/** The target that a cookie names, if it may be sent requests; else one by the target group's algorithm. */
export function chooseTarget(world: World, group: TargetGroupRecord, stuckTo?: string): TargetRecord | undefined {
  const candidates = candidatesOf(group);
  if (stuckTo !== undefined) {
    const stuck = candidates.find(target => targetKey(target) === stuckTo);
    if (stuck) return stuck;
  }
  if (candidates.length <= 1) return candidates[0];
  const algorithm = group.attributes['load_balancing.algorithm.type'];
  if (algorithm === 'least_outstanding_requests') return leastBusy(world, group, candidates);
  if (algorithm === 'weighted_random' || candidates.some(target => target.slowStartAt !== undefined))
    return byShare(world, group, candidates);
  return candidates[nextTurn(world, group.arn, candidates.length)];
}

/** How cookies name a target. */
export const targetKey = ({ id, port }: Pick<TargetRecord, 'id' | 'port'>): string => `${id}:${port}`;

/** The healthy targets; where there are fewer of them than are wanted, all that are registered: a load balancer fails open. */
function candidatesOf(group: TargetGroupRecord): readonly TargetRecord[] {
  const healthy = group.targets.filter(target => target.health === 'healthy');
  if (healthy.length === group.targets.length) return healthy;
  const registered = group.targets.filter(target => target.health !== 'draining' && target.health !== 'unused');
  return healthy.length >= Math.min(registered.length, wantedHealthy(group, registered.length)) ? healthy : registered;
}

function wantedHealthy({ attributes }: TargetGroupRecord, registered: number): number {
  const count = Number(attributes['target_group_health.unhealthy_state_routing.minimum_healthy_targets.count']);
  const percentage = Number(attributes['target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage']);
  return Math.max(count || 1, percentage ? (registered * percentage) / 100 : 0);
}

function leastBusy(world: World, group: TargetGroupRecord, candidates: readonly TargetRecord[]): TargetRecord | undefined {
  const loads = candidates.map(target => outstanding(world, group, target));
  const least = Math.min(...loads);
  const idle = candidates.filter((_, index) => loads[index] === least);
  return idle[idle.length > 1 ? nextTurn(world, group.arn, idle.length) : 0];
}

/** At random, in which targets in slow start have a share that grows with time from nothing to that of the others. */
function byShare(world: World, group: TargetGroupRecord, candidates: readonly TargetRecord[]): TargetRecord | undefined {
  const shares = candidates.map(target => shareOf(world, group, target));
  let left = Math.random() * shares.reduce((sum, share) => sum + share, 0);
  return candidates.find((_, index) => (left -= shares[index] ?? 0) < 0) ?? candidates[0];
}

function shareOf(world: World, group: TargetGroupRecord, target: TargetRecord): number {
  if (target.slowStartAt === undefined) return 1;
  const seconds = ((world.clock.now().getTime() - target.slowStartAt.getTime()) / 1000) * world.clock.speed;
  const share = seconds / Number(group.attributes['slow_start.duration_seconds']);
  // Never quite nothing, so that something is left to choose from where all targets are new.
  if (share < 1) return Math.max(0.01, share);
  delete target.slowStartAt;
  return 1;
}
