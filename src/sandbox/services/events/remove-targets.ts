import { RemoveTargets$, type RemoveTargetsRequest, type RemoveTargetsResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../operation.ts';
import { findRule } from './rule.ts';

export const removeTargets = operation(RemoveTargets$, (world, input: RemoveTargetsRequest): RemoveTargetsResponse => {
  const rule = findRule(world, input.Rule, input.EventBusName);
  const gone = new Set(input.Ids);
  rule.targets = rule.targets.filter(target => !gone.has(target.Id ?? ''));
  return { FailedEntryCount: 0, FailedEntries: [] };
});
