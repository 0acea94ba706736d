import { InvalidTargetException$, RegisterTargets$, type RegisterTargetsInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { isIPv4 } from 'node:net';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { targetGroupOf } from './find.ts';
import { validationError } from './refusal.ts';
import type { TargetGroupRecord } from './state.ts';
import { registerTarget } from './targets.ts';

export const registerTargets = operation(RegisterTargets$, (world: World, input: RegisterTargetsInput) => {
  const group = targetGroupOf(world, input.TargetGroupArn);
  for (const target of input.Targets ?? []) checkTarget(group, target.Id ?? '');
  for (const { Id = '', Port = group.port } of input.Targets ?? []) registerTarget(world, group, Id, Port);
  return {};
});

function checkTarget(group: TargetGroupRecord, id: string): void {
  if (group.targetType === 'instance')
    throw fault(InvalidTargetException$, `The following targets are not in a running state and cannot be registered: '${id}'`);
  if (!isIPv4(id)) throw validationError(`The IP address '${id}' is not a valid IPv4 address`);
}
