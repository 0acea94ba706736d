import { DeleteRule$, type DeleteRuleInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { ruleOf } from './find.ts';
import { refuseDefaultRule } from './modify-rule.ts';
import { untagDeleted } from './tags.ts';

export const deleteRule = operation(DeleteRule$, (world: World, input: DeleteRuleInput) => {
  refuseDefaultRule(world, input.RuleArn, 'deleted');
  const rule = ruleOf(world, input.RuleArn);
  delete world.state.elbv2.rules[rule.arn];
  untagDeleted(world, rule.arn);
  syncHealthChecks(world);
  return {};
});
