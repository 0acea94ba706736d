import {
  DescribeRule$,
  ListRules$,
  type DescribeRuleRequest,
  type DescribeRuleResponse,
  type ListRulesRequest,
  type ListRulesResponse,
  type Rule,
} from '@aws-sdk/client-eventbridge';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { checkBus, findRule, invalid } from './rule.ts';
import type { RuleRecord } from './state.ts';

const describe = (rule: RuleRecord): Rule => ({
  Name: rule.name,
  Arn: rule.arn,
  EventPattern: rule.eventPattern,
  State: rule.state,
  Description: rule.description,
  RoleArn: rule.roleArn,
  EventBusName: 'default',
});

export const describeRule = operation(DescribeRule$, (world, input: DescribeRuleRequest): DescribeRuleResponse => {
  const rule = findRule(world, input.Name, input.EventBusName);
  return { ...describe(rule), CreatedBy: rule.createdBy };
});

export const listRules = operation(ListRules$, (world, input: ListRulesRequest): ListRulesResponse => {
  checkBus(world, input.EventBusName);
  const rules = Object.values(world.state.events.rules)
    .filter(rule => rule.name.startsWith(input.NamePrefix ?? ''))
    .sort((a, b) => a.name.localeCompare(b.name));
  const { items, next } = page(rules, input.NextToken, input.Limit, () => invalid('Token is not valid.'));
  return { Rules: items.map(describe), NextToken: next };
});
