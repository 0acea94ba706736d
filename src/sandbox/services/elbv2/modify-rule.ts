import {
  ModifyRule$,
  OperationNotPermittedException$,
  type ModifyRuleInput,
  type ModifyRuleOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkedActions } from './actions.ts';
import { listenerOf, loadBalancerOf, ruleOf } from './find.ts';
import { validationError } from './refusal.ts';
import { checkedConditions } from './rules.ts';
import { checkedTransforms } from './transforms.ts';
import { toRule } from './view.ts';

export const modifyRule = operation(ModifyRule$, (world: World, input: ModifyRuleInput): ModifyRuleOutput => {
  refuseDefaultRule(world, input.RuleArn, 'modified');
  const rule = ruleOf(world, input.RuleArn);
  if (!input.Conditions && !input.Actions && !input.Transforms && !input.ResetTransforms)
    throw validationError('Either conditions or actions must be specified');
  const listener = listenerOf(world, rule.listenerArn);
  const loadBalancer = loadBalancerOf(world, listener.loadBalancerArn);
  const conditions = input.Conditions ? checkedConditions(input.Conditions) : rule.conditions;
  const actions = input.Actions ? checkedActions(world, loadBalancer, input.Actions, listener.protocol) : rule.actions;
  const kept = input.ResetTransforms ? undefined : rule.transforms;
  const transforms = input.Transforms ? checkedTransforms(input.Transforms) : kept;
  Object.assign(rule, { conditions, actions, transforms });
  syncHealthChecks(world);
  return { Rules: [toRule(rule)] };
});

/** A default rule changes with its listener only. */
export function refuseDefaultRule(world: World, arn: string | undefined, verb: string): void {
  if (Object.values(world.state.elbv2.listeners).some(listener => listener.defaultRuleArn === arn)) {
    throw fault(OperationNotPermittedException$, `Default rule '${arn}' cannot be ${verb}`);
  }
}
