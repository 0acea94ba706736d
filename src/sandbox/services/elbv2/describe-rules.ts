import { DescribeRules$, type DescribeRulesInput, type DescribeRulesOutput, type Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { listenerOf, ruleOf, rulesOf } from './find.ts';
import { page } from './page.ts';
import { validationError } from './refusal.ts';
import { toDefaultRule, toRule } from './view.ts';

export const describeRules = operation(DescribeRules$, (world: World, input: DescribeRulesInput): DescribeRulesOutput => {
  if (!input.RuleArns?.length && !input.ListenerArn) throw validationError('You must specify either listener rule ARNs or a listener ARN');
  const { items, next } = page(wanted(world, input), input.Marker, input.PageSize);
  return { Rules: items, ...(next && { NextMarker: next }) };
});

function wanted(world: World, input: DescribeRulesInput): Rule[] {
  if (input.RuleArns?.length) return input.RuleArns.map(arn => defaultRule(world, arn) ?? toRule(ruleOf(world, arn)));
  const listener = listenerOf(world, input.ListenerArn);
  return [...rulesOf(world, listener.arn).map(toRule), toDefaultRule(listener)];
}

function defaultRule(world: World, arn: string): Rule | undefined {
  const listener = Object.values(world.state.elbv2.listeners).find(candidate => candidate.defaultRuleArn === arn);
  return listener && toDefaultRule(listener);
}
