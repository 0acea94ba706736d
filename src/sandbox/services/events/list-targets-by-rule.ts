import {
  ListRuleNamesByTarget$,
  ListTargetsByRule$,
  type ListRuleNamesByTargetRequest,
  type ListRuleNamesByTargetResponse,
  type ListTargetsByRuleRequest,
  type ListTargetsByRuleResponse,
} from '@aws-sdk/client-eventbridge';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { checkBus, findRule, invalid } from './rule.ts';

const badToken = (): Error => invalid('Token is not valid.');

export const listTargetsByRule = operation(ListTargetsByRule$, (world, input: ListTargetsByRuleRequest): ListTargetsByRuleResponse => {
  const { items, next } = page(findRule(world, input.Rule, input.EventBusName).targets, input.NextToken, input.Limit, badToken);
  return { Targets: items, NextToken: next };
});

export const listRuleNamesByTarget = operation(
  ListRuleNamesByTarget$,
  (world, input: ListRuleNamesByTargetRequest): ListRuleNamesByTargetResponse => {
    checkBus(world, input.EventBusName);
    const names = Object.values(world.state.events.rules)
      .filter(rule => rule.targets.some(target => target.Arn === input.TargetArn))
      .map(rule => rule.name)
      .sort();
    const { items, next } = page(names, input.NextToken, input.Limit, badToken);
    return { RuleNames: items, NextToken: next };
  },
);
