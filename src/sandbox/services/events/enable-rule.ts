import { DisableRule$, EnableRule$, type DisableRuleRequest, type EnableRuleRequest } from '@aws-sdk/client-eventbridge';
import { operation } from '../../operation.ts';
import { findRule } from './rule.ts';

export const enableRule = operation(EnableRule$, (world, input: EnableRuleRequest): void => {
  findRule(world, input.Name, input.EventBusName).state = 'ENABLED';
});

export const disableRule = operation(DisableRule$, (world, input: DisableRuleRequest): void => {
  findRule(world, input.Name, input.EventBusName).state = 'DISABLED';
});
