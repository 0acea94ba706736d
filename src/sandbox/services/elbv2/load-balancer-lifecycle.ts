import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { openListeners } from '../../load-balancer.ts';
import type { World } from '../../world.ts';
import { releaseNetworkInterfaces } from './network.ts';
import { removeTarget } from './targets.ts';

/** The load balancer is up: its listeners answer, its targets are checked. */
export async function loadBalancerActive(world: World, { arn }: { arn: string }): Promise<void> {
  const loadBalancer = world.state.elbv2.loadBalancers[arn];
  if (!loadBalancer) return;
  loadBalancer.state = 'active';
  await openListeners(world);
  syncHealthChecks(world);
}

/** The network interfaces of a deleted load balancer are gone. */
export function networkInterfacesReleased(world: World, { ids }: { ids: readonly string[] }): void {
  releaseNetworkInterfaces(world, ids);
}

/** The deregistration delay of a target is over. */
export function targetDrained(world: World, { targetGroupArn, id, port }: { targetGroupArn: string; id: string; port: number }): void {
  const group = world.state.elbv2.targetGroups[targetGroupArn];
  const target = group?.targets.find(candidate => candidate.id === id && candidate.port === port);
  if (group && target?.health === 'draining') removeTarget(group, id, port);
}
