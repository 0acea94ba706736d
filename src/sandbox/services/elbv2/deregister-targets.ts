import { DeregisterTargets$, InvalidTargetException$, type DeregisterTargetsInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { targetGroupOf } from './find.ts';
import { deregisterTarget } from './targets.ts';

/** Without a port, the target leaves with all its ports. */
export const deregisterTargets = operation(DeregisterTargets$, (world: World, input: DeregisterTargetsInput) => {
  const group = targetGroupOf(world, input.TargetGroupArn);
  for (const { Id: id, Port: port } of input.Targets ?? []) {
    if (!id) throw fault(InvalidTargetException$, 'A target needs an Id');
    const leaving = group.targets.filter(target => target.id === id && (port === undefined || target.port === port));
    for (const target of leaving) deregisterTarget(world, group, target.id, target.port);
  }
  return {};
});
