import {
  CreateRule$,
  PriorityInUseException$,
  TooManyRulesException$,
  type CreateRuleInput,
  type CreateRuleOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkedActions } from './actions.ts';
import { listenerOf, loadBalancerOf, rulesOf } from './find.ts';
import { newId } from './names.ts';
import { checkedConditions, checkedPriority } from './rules.ts';
import type { RuleRecord } from './state.ts';
import { checkTags, tagNew } from './tags.ts';
import { checkedTransforms } from './transforms.ts';
import { toRule } from './view.ts';

export const createRule = operation(CreateRule$, (world: World, input: CreateRuleInput): CreateRuleOutput => {
  const listener = listenerOf(world, input.ListenerArn);
  const priority = checkedPriority(input.Priority);
  checkTags(input.Tags);
  const others = rulesOf(world, listener.arn);
  if (others.some(other => other.priority === priority)) throw fault(PriorityInUseException$, `Priority '${priority}' is currently in use`);
  if (others.length >= 100) throw fault(TooManyRulesException$, 'The maximum number of rules has been reached');
  const rule: RuleRecord = {
    arn: `${listener.arn.replace(':listener/', ':listener-rule/')}/${newId()}`,
    listenerArn: listener.arn,
    priority,
    conditions: checkedConditions(input.Conditions),
    transforms: checkedTransforms(input.Transforms),
    actions: checkedActions(world, loadBalancerOf(world, listener.loadBalancerArn), input.Actions, listener.protocol),
  };
  world.state.elbv2.rules[rule.arn] = rule;
  tagNew(world, rule.arn, input.Tags);
  syncHealthChecks(world);
  return { Rules: [toRule(rule)] };
});
