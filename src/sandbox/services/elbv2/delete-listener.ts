import { DeleteListener$, type DeleteListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { closeListener } from '../../load-balancer.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { listenerOf, rulesOf } from './find.ts';
import type { ListenerRecord } from './state.ts';
import { untagDeleted } from './tags.ts';

export const deleteListener = operation(DeleteListener$, async (world: World, input: DeleteListenerInput) => {
  await removeListener(world, listenerOf(world, input.ListenerArn));
  return {};
});

/** Removes a listener with its rules and its local server. */
export async function removeListener(world: World, listener: ListenerRecord): Promise<void> {
  for (const rule of rulesOf(world, listener.arn)) {
    delete world.state.elbv2.rules[rule.arn];
    untagDeleted(world, rule.arn);
  }
  delete world.state.elbv2.listeners[listener.arn];
  untagDeleted(world, listener.arn);
  syncHealthChecks(world);
  await closeListener(world, listener.arn);
}
