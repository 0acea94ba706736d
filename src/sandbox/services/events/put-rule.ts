import { PutRule$, type PutRuleRequest, type PutRuleResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../operation.ts';
import { arn } from '../../world.ts';
import { parseEventPattern } from './event-pattern.ts';
import { checkBus, invalid } from './rule.ts';
import { checkTags } from './tags.ts';

/** Makes a rule or replaces what it says; its targets and tags stay. */
export const putRule = operation(PutRule$, (world, input: PutRuleRequest): PutRuleResponse => {
  checkBus(world, input.EventBusName);
  const name = input.Name ?? '';
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) {
    throw invalid(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  }
  if (input.ScheduleExpression !== undefined) {
    throw invalid(
      'Parameter ScheduleExpression is not valid. Reason: the local sandbox runs no scheduled rules, only rules with an event pattern.',
    );
  }
  if (input.EventPattern === undefined) throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  parseEventPattern(input.EventPattern);
  checkTags(input.Tags ?? []);
  const before = world.state.events.rules[name];
  const rule = {
    name,
    arn: arn(world, 'events', `rule/${name}`),
    createdBy: world.account,
    eventPattern: input.EventPattern,
    state: input.State ?? 'ENABLED',
    description: input.Description,
    roleArn: input.RoleArn,
    targets: before?.targets ?? [],
    tags: before?.tags ?? input.Tags ?? [],
  };
  world.state.events.rules[name] = rule;
  return { RuleArn: rule.arn };
});
