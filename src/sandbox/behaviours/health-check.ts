import { forgetRoutes } from '../load-balancer-route.ts';
import { probe, type ProbeResult } from '../load-balancer-probe.ts';
import { loadBalancersOf } from '../services/elbv2/association.ts';
import type { LoadBalancerRecord, TargetGroupRecord, TargetRecord } from '../services/elbv2/state.ts';
import type { World } from '../world.ts';

const TIMER = 'elbv2.health-check';

/** Starts and stops health checks after a change of load balancers, listeners, rules or targets: a target group behind no active load balancer has none. */
export function syncHealthChecks(world: World): void {
  forgetRoutes(world);
  for (const group of Object.values(world.state.elbv2.targetGroups)) {
    const [loadBalancer] = loadBalancersOf(world, group.arn).flatMap(arn => world.state.elbv2.loadBalancers[arn] ?? []);
    const checking = loadBalancer?.state === 'active';
    if (checking && !group.checking) beginAnew(group);
    group.checking = checking;
    if (loadBalancer) markZones(group, loadBalancer);
    if (!checking) cancelChecks(world, group);
    else if (group.targets.length > 0 && !isScheduled(world, group)) schedule(world, group);
  }
}

/** Checks with changed settings from now on. */
export function restartHealthChecks(world: World, group: TargetGroupRecord): void {
  cancelChecks(world, group);
  syncHealthChecks(world);
}

/** Checks every target of a group once and sets the timer for the next time. */
export async function checkTargets(world: World, { targetGroupArn }: { targetGroupArn: string }): Promise<void> {
  const group = world.state.elbv2.targetGroups[targetGroupArn];
  const loadBalancer = group && activeLoadBalancer(world, group);
  if (!group || !loadBalancer) return;
  const present = group.targets.filter(target => target.health !== 'draining' && target.health !== 'unused');
  const changes = await Promise.all(
    present.map(async target => {
      const result = await probe(world, loadBalancer, group, target);
      return group.targets.includes(target) && recordResult(world, group, target, result);
    }),
  );
  if (changes.includes(true)) world.clock.after(0, 'ecs.target-health', { targetGroupArn });
  cancelChecks(world, group);
  if (group.checking && group.targets.length > 0 && world.state.elbv2.targetGroups[group.arn] === group) schedule(world, group);
}

/** Counts a result and tells whether the target's health changed with it. A target that has just been registered needs to pass once only. */
function recordResult(world: World, group: TargetGroupRecord, target: TargetRecord, result: ProbeResult): boolean {
  if (target.health === 'draining' || target.health === 'unused') return false;
  target.streak = result.passed ? Math.max(target.streak, 0) + 1 : Math.min(target.streak, 0) - 1;
  const before = target.health;
  const passesWanted = before === 'initial' ? 1 : group.healthCheck.healthyThreshold;
  if (result.passed && before !== 'healthy' && target.streak >= passesWanted) {
    Object.assign(target, { health: 'healthy', reason: undefined, description: undefined, slowStartAt: slowStartOf(world, group) });
  } else if (!result.passed && -target.streak >= group.healthCheck.unhealthyThreshold) {
    Object.assign(target, { health: 'unhealthy', reason: result.reason, description: result.description, slowStartAt: undefined });
  } else if (target.health === 'initial') {
    Object.assign(target, INITIAL);
  }
  return target.health !== before;
}

/** A target that becomes healthy starts slowly only beside one that takes its full share. */
const slowStartOf = (world: World, { attributes, targets }: TargetGroupRecord): Date | undefined =>
  attributes['slow_start.duration_seconds'] !== '0' && targets.some(({ health, slowStartAt }) => health === 'healthy' && !slowStartAt)
    ? world.clock.now()
    : undefined;

const INITIAL = { reason: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' } as const;

function beginAnew(group: TargetGroupRecord): void {
  for (const target of group.targets) {
    if (target.health !== 'draining') Object.assign(target, { health: 'initial', streak: 0, ...INITIAL });
  }
}

/** A load balancer sends nothing to a target in a zone that it is not in. */
function markZones(group: TargetGroupRecord, { zones }: LoadBalancerRecord): void {
  for (const target of group.targets) {
    const isServed = zones.some(({ zone }) => zone === target.availabilityZone);
    if (target.health === 'draining' || isServed === (target.health !== 'unused')) continue;
    if (isServed) Object.assign(target, { health: 'initial', streak: 0, ...INITIAL });
    else Object.assign(target, { health: 'unused', ...NOT_SERVED });
  }
}

const NOT_SERVED = {
  reason: 'Target.NotInUse',
  description: 'Target is in an Availability Zone that is not enabled for the load balancer',
} as const;

function activeLoadBalancer(world: World, group: TargetGroupRecord): LoadBalancerRecord | undefined {
  return loadBalancersOf(world, group.arn)
    .map(arn => world.state.elbv2.loadBalancers[arn])
    .find(loadBalancer => loadBalancer?.state === 'active');
}

const belongsTo = (group: TargetGroupRecord) => (timer: { type: string; data: unknown }) =>
  timer.type === TIMER && (timer.data as { targetGroupArn: string }).targetGroupArn === group.arn;

const isScheduled = (world: World, group: TargetGroupRecord): boolean => world.state.timers.some(belongsTo(group));

const cancelChecks = (world: World, group: TargetGroupRecord): void => world.clock.cancel(belongsTo(group));

const schedule = (world: World, group: TargetGroupRecord): void => {
  world.clock.after(group.healthCheck.intervalSeconds, TIMER, { targetGroupArn: group.arn });
};
