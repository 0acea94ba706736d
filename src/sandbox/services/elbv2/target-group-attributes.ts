import {
  DescribeTargetGroupAttributes$,
  InvalidConfigurationRequestException$,
  ModifyTargetGroupAttributes$,
  type DescribeTargetGroupAttributesInput,
  type ModifyTargetGroupAttributesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { changedAttributes, listAttributes } from './attributes.ts';
import { targetGroupOf } from './find.ts';
import { notEmulated, validationError } from './refusal.ts';
import type { TargetGroupRecord } from './state.ts';

export const describeTargetGroupAttributes = operation(
  DescribeTargetGroupAttributes$,
  (world: World, input: DescribeTargetGroupAttributesInput) => ({
    Attributes: listAttributes(targetGroupOf(world, input.TargetGroupArn).attributes),
  }),
);

export const modifyTargetGroupAttributes = operation(
  ModifyTargetGroupAttributes$,
  (world: World, input: ModifyTargetGroupAttributesInput) => {
    const group = targetGroupOf(world, input.TargetGroupArn);
    const attributes = changedAttributes('Target group', group.attributes, input.Attributes);
    checkStickiness(group, attributes);
    checkAlgorithm(attributes);
    // Targets that are there when slow start is turned off or on take their full share.
    if (attributes['slow_start.duration_seconds'] !== group.attributes['slow_start.duration_seconds'])
      for (const target of group.targets) delete target.slowStartAt;
    Object.assign(group.attributes, attributes);
    return { Attributes: listAttributes(group.attributes) };
  },
);

type Attributes = Readonly<Record<string, string>>;

const invalid = (message: string) => fault(InvalidConfigurationRequestException$, message);

function checkStickiness({ protocol }: TargetGroupRecord, attributes: Attributes): void {
  const type = attributes['stickiness.type'];
  const name = attributes['stickiness.app_cookie.cookie_name'] ?? '';
  if (type === 'source_ip') throw invalid(`Stickiness type 'source_ip' is not supported for target groups with the ${protocol} protocol`);
  if (type !== 'lb_cookie' && type !== 'app_cookie')
    throw validationError("'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]");
  if (name.startsWith('AWSALB')) throw validationError(`The application cookie name '${name}' is reserved for use by the load balancer`);
  if (type === 'app_cookie' && name === '')
    throw invalid("You must set an application cookie name to enable stickiness of type 'app_cookie'");
}

const ALGORITHMS = ['round_robin', 'least_outstanding_requests', 'weighted_random'];

function checkAlgorithm(attributes: Attributes): void {
  const algorithm = attributes['load_balancing.algorithm.type'] ?? '';
  const slowStart = Number(attributes['slow_start.duration_seconds']);
  if (!ALGORITHMS.includes(algorithm))
    throw validationError(`'load_balancing.algorithm.type' value '${algorithm}' must be one of [${ALGORITHMS.join(', ')}]`);
  if (slowStart > 0 && slowStart < 30)
    throw validationError(`'slow_start.duration_seconds' value '${slowStart}' must be between '30-900' inclusive`);
  if (slowStart > 0 && algorithm !== 'round_robin')
    throw invalid(`You cannot enable slow start on target groups with the '${algorithm}' load balancing algorithm`);
  if (attributes['load_balancing.algorithm.anomaly_mitigation'] === 'on') {
    if (algorithm !== 'weighted_random') throw invalid("Anomaly mitigation needs the 'weighted_random' load balancing algorithm");
    throw notEmulated('anomaly mitigation');
  }
}
