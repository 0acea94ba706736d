import {
  DeleteLoadBalancer$,
  OperationNotPermittedException$,
  type DeleteLoadBalancerInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { removeListener } from './delete-listener.ts';
import { listenersOf } from './find.ts';
import { untagDeleted } from './tags.ts';

/** The API answers at once; the network interfaces linger and hold the security groups. */
const INTERFACE_RELEASE_SECONDS = 60;

/** Deleting what is gone succeeds, as on AWS. */
export const deleteLoadBalancer = operation(DeleteLoadBalancer$, async (world: World, input: DeleteLoadBalancerInput) => {
  const loadBalancer = world.state.elbv2.loadBalancers[input.LoadBalancerArn ?? ''];
  if (!loadBalancer) return {};
  if (loadBalancer.attributes['deletion_protection.enabled'] === 'true') {
    throw fault(
      OperationNotPermittedException$,
      `Load balancer '${loadBalancer.arn}' cannot be deleted because deletion protection is enabled`,
    );
  }
  delete world.state.elbv2.loadBalancers[loadBalancer.arn];
  untagDeleted(world, loadBalancer.arn);
  world.clock.after(INTERFACE_RELEASE_SECONDS, 'elbv2.network-interfaces-released', { ids: loadBalancer.networkInterfaces });
  for (const listener of listenersOf(world, loadBalancer.arn)) await removeListener(world, listener);
  return {};
});
