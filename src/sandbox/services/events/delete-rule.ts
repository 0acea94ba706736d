import { DeleteRule$, type DeleteRuleRequest } from '@aws-sdk/client-eventbridge';
import { operation } from '../../operation.ts';
import { checkBus, invalid } from './rule.ts';

/** Deleting what is gone succeeds; a rule with targets stays. */
export const deleteRule = operation(DeleteRule$, (world, input: DeleteRuleRequest): void => {
  checkBus(world, input.EventBusName);
  const rule = world.state.events.rules[input.Name ?? ''];
  if (rule === undefined) return;
  if (rule.targets.length > 0) throw invalid("Rule can't be deleted since it has targets.");
  delete world.state.events.rules[rule.name];
});
