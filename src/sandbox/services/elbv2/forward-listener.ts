import { syncHealthChecks } from '../../behaviours/health-check.ts';
import type { World } from '../../world.ts';
import { checkedActions, forwardAction } from './actions.ts';
import { listenerOf, loadBalancerOf } from './find.ts';

/** Points the default action of a listener at weighted target groups, as CodeDeploy does; it takes effect with the next request. */
export function forwardListener(world: World, listenerArn: string, weights: readonly { targetGroupArn: string; weight: number }[]): void {
  const listener = listenerOf(world, listenerArn);
  const stickiness = listener.defaultActions[0]?.ForwardConfig?.TargetGroupStickinessConfig;
  const tuples = weights.map(({ targetGroupArn, weight }) => ({ TargetGroupArn: targetGroupArn, Weight: weight }));
  const action = forwardAction(tuples, stickiness);
  listener.defaultActions = checkedActions(world, loadBalancerOf(world, listener.loadBalancerArn), [action], listener.protocol);
  syncHealthChecks(world);
}
