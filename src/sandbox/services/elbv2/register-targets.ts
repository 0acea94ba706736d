import {
  InvalidTargetException$,
  RegisterTargets$,
  TooManyTargetsException$,
  type RegisterTargetsInput,
  type TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isIPv4 } from 'node:net';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { containsBlock, parseBlock } from '../ec2/cidr.ts';
import { targetGroupOf } from './find.ts';
import { validationError } from './refusal.ts';
import type { TargetGroupRecord } from './state.ts';
import { registerTarget } from './targets.ts';

const MOST_TARGETS = 1000;
/** Where targets beside those of the VPC may be: RFC 1918 and RFC 6598. */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

export const registerTargets = operation(RegisterTargets$, (world: World, input: RegisterTargetsInput) => {
  const group = targetGroupOf(world, input.TargetGroupArn);
  const wanted = input.Targets ?? [];
  for (const target of wanted) checkTarget(world, group, target);
  if (group.targets.length + wanted.length > MOST_TARGETS)
    throw fault(TooManyTargetsException$, 'The maximum number of targets in the target group has been reached');
  for (const { Id = '', Port = group.port } of wanted) registerTarget(world, group, Id, Port);
  return {};
});

const contains = (range: string, address: string): boolean => {
  const [outer, inner] = [parseBlock(range), parseBlock(`${address}/32`)];
  return outer !== undefined && inner !== undefined && containsBlock(outer, inner);
};

function checkTarget(world: World, group: TargetGroupRecord, { Id: id = '', Port: port, AvailabilityZone: zone }: TargetDescription): void {
  if (group.targetType === 'instance')
    throw fault(InvalidTargetException$, `The following targets are not in a running state and cannot be registered: '${id}'`);
  if (!isIPv4(id)) throw validationError(`The IP address '${id}' is not a valid IPv4 address`);
  if (port !== undefined && (port < 1 || port > 65_535)) throw validationError(`The port '${port}' must be between 1 and 65535`);
  if (contains(world.state.ec2.vpcs[group.vpcId]?.CidrBlock ?? '', id)) return;
  if (!PRIVATE_RANGES.some(range => contains(range, id)))
    throw validationError(`The IP address '${id}' must be from the subnets of the VPC '${group.vpcId}' or a private range`);
  if (zone === undefined)
    throw validationError(
      `The IP address '${id}' is not within the VPC '${group.vpcId}': its Availability Zone must be specified as 'all' or a zone of the load balancer`,
    );
}
