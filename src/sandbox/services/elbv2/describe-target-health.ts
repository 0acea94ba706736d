import {
  DescribeTargetHealth$,
  InvalidTargetException$,
  type DescribeTargetHealthInput,
  type DescribeTargetHealthOutput,
  type TargetHealth,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { loadBalancersOf } from './association.ts';
import { targetGroupOf } from './find.ts';
import type { TargetGroupRecord, TargetRecord } from './state.ts';

export const describeTargetHealth = operation(
  DescribeTargetHealth$,
  (world: World, input: DescribeTargetHealthInput): DescribeTargetHealthOutput => {
    const group = targetGroupOf(world, input.TargetGroupArn);
    const inUse = loadBalancersOf(world, group.arn).length > 0;
    return { TargetHealthDescriptions: wanted(group, input).map(target => described(group, target, inUse)) };
  },
);

function wanted(group: TargetGroupRecord, input: DescribeTargetHealthInput): (TargetRecord | { id: string; port: number })[] {
  if (!input.Targets?.length) return group.targets;
  return input.Targets.map(({ Id: id = '', Port: port = group.port }) => {
    if (!id) throw fault(InvalidTargetException$, 'A target needs an Id');
    return group.targets.find(target => target.id === id && target.port === port) ?? { id, port };
  });
}

const described = (group: TargetGroupRecord, target: TargetRecord | { id: string; port: number }, inUse: boolean) => ({
  Target: { Id: target.id, Port: target.port, ...('availabilityZone' in target && { AvailabilityZone: target.availabilityZone }) },
  HealthCheckPort: group.healthCheck.port === 'traffic-port' ? String(target.port) : group.healthCheck.port,
  TargetHealth: healthOf(target, inUse),
});

function healthOf(target: TargetRecord | { id: string; port: number }, inUse: boolean): TargetHealth {
  if (!('health' in target)) {
    return { State: 'unused', Reason: 'Target.NotRegistered', Description: 'Target is not registered to the target group' };
  }
  if (!inUse && target.health !== 'draining') {
    return {
      State: 'unused',
      Reason: 'Target.NotInUse',
      Description: 'Target group is not configured to receive traffic from the load balancer',
    };
  }
  return { State: target.health, ...(target.reason && { Reason: target.reason, Description: target.description }) };
}
