import {
  PriorityInUseException$,
  SetRulePriorities$,
  type SetRulePrioritiesInput,
  type SetRulePrioritiesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { forgetRoutes } from '../../load-balancer-route.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { ruleOf, rulesOf } from './find.ts';
import { refuseDefaultRule } from './modify-rule.ts';
import { checkedPriority } from './rules.ts';
import { toRule } from './view.ts';

export const setRulePriorities = operation(SetRulePriorities$, (world: World, input: SetRulePrioritiesInput): SetRulePrioritiesOutput => {
  const wanted = (input.RulePriorities ?? []).map(({ RuleArn, Priority }) => {
    refuseDefaultRule(world, RuleArn, 'given a priority');
    return { rule: ruleOf(world, RuleArn), priority: checkedPriority(Priority) };
  });
  for (const { rule, priority } of wanted) {
    const taken = rulesOf(world, rule.listenerArn).some(other => other !== rule && priorityAfter(other) === priority);
    if (taken) throw fault(PriorityInUseException$, `Priority '${priority}' is currently in use`);
  }
  for (const { rule, priority } of wanted) rule.priority = priority;
  forgetRoutes(world);
  return { Rules: wanted.map(({ rule }) => toRule(rule)) };

  function priorityAfter(rule: (typeof wanted)[number]['rule']): number {
    return wanted.find(change => change.rule === rule)?.priority ?? rule.priority;
  }
});
