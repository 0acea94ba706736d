import {
  ListenerNotFoundException$,
  LoadBalancerNotFoundException$,
  RuleNotFoundException$,
  TargetGroupNotFoundException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { arn as arnOf, type World } from '../../world.ts';
import { validationError } from './refusal.ts';
import type { ListenerRecord, LoadBalancerRecord, RuleRecord, TargetGroupRecord } from './state.ts';

/** How ARNs of each kind go on, by what AWS calls the kind. */
const KINDS = {
  'load balancer': 'loadbalancer/',
  'target group': 'targetgroup/',
  listener: 'listener/',
  'listener rule': 'listener-rule/',
};

/** Refuses what is no ARN of this kind, or one of another account or region: https://github.com/aws/aws-cli/issues/3673 */
export function requireArn(world: World, kind: keyof typeof KINDS, arn: string | undefined): void {
  if (!arn?.startsWith(arnOf(world, 'elasticloadbalancing', KINDS[kind]))) throw validationError(`'${arn}' is not a valid ${kind} ARN`);
}

/** The load balancer with this ARN, or AWS's refusal. */
export function loadBalancerOf(world: World, arn: string | undefined): LoadBalancerRecord {
  requireArn(world, 'load balancer', arn);
  const found = world.state.elbv2.loadBalancers[arn ?? ''];
  if (!found) throw fault(LoadBalancerNotFoundException$, `Load balancer '${arn}' not found`);
  return found;
}

/** The target group with this ARN, or AWS's refusal. */
export function targetGroupOf(world: World, arn: string | undefined): TargetGroupRecord {
  requireArn(world, 'target group', arn);
  const found = world.state.elbv2.targetGroups[arn ?? ''];
  if (!found) throw fault(TargetGroupNotFoundException$, 'One or more target groups not found');
  return found;
}

/** The listener with this ARN, or AWS's refusal. */
export function listenerOf(world: World, arn: string | undefined): ListenerRecord {
  requireArn(world, 'listener', arn);
  const found = world.state.elbv2.listeners[arn ?? ''];
  if (!found) throw fault(ListenerNotFoundException$, 'One or more listeners not found');
  return found;
}

/** The rule with this ARN (not a default rule, which lives in its listener), or AWS's refusal. */
export function ruleOf(world: World, arn: string | undefined): RuleRecord {
  requireArn(world, 'listener rule', arn);
  const found = world.state.elbv2.rules[arn ?? ''];
  if (!found) throw fault(RuleNotFoundException$, 'One or more rules not found');
  return found;
}

/** The target group of this name, if there is one. */
export const findTargetGroupByName = (world: World, name: string): TargetGroupRecord | undefined =>
  Object.values(world.state.elbv2.targetGroups).find(group => group.name === name);

/** The listener with this ARN, if there is one. */
export const findListener = (world: World, arn: string): ListenerRecord | undefined => world.state.elbv2.listeners[arn];

export const listenersOf = (world: World, loadBalancerArn: string): ListenerRecord[] =>
  Object.values(world.state.elbv2.listeners).filter(listener => listener.loadBalancerArn === loadBalancerArn);

/** The rules of a listener in the order in which they are tried, without the default rule. */
export const rulesOf = (world: World, listenerArn: string): RuleRecord[] =>
  Object.values(world.state.elbv2.rules)
    .filter(rule => rule.listenerArn === listenerArn)
    .sort((a, b) => a.priority - b.priority);
