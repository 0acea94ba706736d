import { DeleteTargetGroup$, ResourceInUseException$, type DeleteTargetGroupInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { loadBalancersOf } from './association.ts';
import { untagDeleted } from './tags.ts';

/** Deleting what is gone succeeds, as on AWS. */
export const deleteTargetGroup = operation(DeleteTargetGroup$, (world: World, input: DeleteTargetGroupInput) => {
  const arn = input.TargetGroupArn ?? '';
  if (loadBalancersOf(world, arn).length > 0)
    throw fault(ResourceInUseException$, `Target group '${arn}' is currently in use by a listener or a rule`);
  delete world.state.elbv2.targetGroups[arn];
  untagDeleted(world, arn);
  return {};
});
