import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../../world.ts';
import { listenersOf, rulesOf } from './find.ts';
import type { ListenerRecord } from './state.ts';

/** ARNs of the target groups that these actions forward to. */
const targetGroupsIn = (actions: readonly Action[]): string[] =>
  actions.flatMap(action => action.ForwardConfig?.TargetGroups?.map(group => group.TargetGroupArn ?? '') ?? []);

/** ARNs of the target groups that a listener or one of its rules forwards to, whatever their weight. */
export const targetGroupsOf = (world: World, listener: ListenerRecord): Set<string> =>
  new Set([...targetGroupsIn(listener.defaultActions), ...rulesOf(world, listener.arn).flatMap(rule => targetGroupsIn(rule.actions))]);

/** Whether the listener's default action or one of its rules forwards to the target group. */
export function targetGroupIsBehind(world: World, listenerArn: string, targetGroupArn: string): boolean {
  const listener = world.state.elbv2.listeners[listenerArn];
  return listener !== undefined && targetGroupsOf(world, listener).has(targetGroupArn);
}

/** ARNs of the load balancers that forward to the target group: none or one. */
export const loadBalancersOf = (world: World, targetGroupArn: string): string[] =>
  Object.keys(world.state.elbv2.loadBalancers).filter(arn =>
    listenersOf(world, arn).some(listener => targetGroupsOf(world, listener).has(targetGroupArn)),
  );
