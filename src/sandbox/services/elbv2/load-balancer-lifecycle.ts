import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { beginFigures } from '../../load-balancer-figures.ts';
import { closeTarget } from '../../load-balancer-pool.ts';
import { openListeners } from '../../load-balancer.ts';
import type { World } from '../../world.ts';
import { releaseNetworkInterfaces } from './network.ts';
import { removeTarget } from './targets.ts';

/** How often it is seen whether what holds a load balancer back is gone. */
const STUCK_SECONDS = 15;

/** The load balancer is up: its listeners answer, its targets are checked. */
export async function loadBalancerActive(world: World, { arn }: { arn: string }): Promise<void> {
  const loadBalancer = world.state.elbv2.loadBalancers[arn];
  if (!loadBalancer) return;
  const stuck = world.faults.holds('stuck-load-balancer', world, arn);
  loadBalancer.state = stuck ? (stuck.state ?? 'provisioning') : 'active';
  if (stuck) {
    world.clock.after(STUCK_SECONDS, 'elbv2.load-balancer-active', { arn });
    return;
  }
  await openListeners(world);
  syncHealthChecks(world);
  beginFigures(world);
}

/** The network interfaces of a deleted load balancer are gone. */
export function networkInterfacesReleased(world: World, { ids }: { ids: readonly string[] }): void {
  releaseNetworkInterfaces(world, ids);
}

/** Requests that are under way then get this long, in real time: the delay may have passed in less than a second. */
const LAST_REQUEST_MILLISECONDS = 5000;

/** The deregistration delay of a target is over: connections that it still has are closed. */
export function targetDrained(world: World, { targetGroupArn, id, port }: { targetGroupArn: string; id: string; port: number }): void {
  const group = world.state.elbv2.targetGroups[targetGroupArn];
  const target = group?.targets.find(candidate => candidate.id === id && candidate.port === port);
  if (!group || target?.health !== 'draining') return;
  removeTarget(group, id, port);
  void closeTarget(world, group, target, LAST_REQUEST_MILLISECONDS);
}
