import { allowsTraffic } from './services/ec2/allows-traffic.ts';
import type { LoadBalancerRecord } from './services/elbv2/state.ts';
import { taskAt } from './services/ecs/find-task.ts';
import type { World } from './world.ts';

/** What happens to a connection from a load balancer to an address: it opens, nobody answers, or the port is closed. */
export type Way = { readonly localPort: number } | 'filtered' | 'refused';

/** Finds the local server behind a private address, as far as the security groups let the load balancer through. */
export function reach(world: World, loadBalancer: LoadBalancerRecord, address: string, port: number): Way {
  const task = taskAt(world, address);
  if (!task || !allowsTraffic(world, loadBalancer.securityGroups, task.securityGroups, port)) return 'filtered';
  const localPort = world.runtime.tasks.get(task.arn)?.ports.get(port);
  return localPort === undefined ? 'refused' : { localPort };
}
