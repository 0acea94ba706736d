import { randomUUID } from 'node:crypto';
import {
  DeleteScalingPolicy$,
  DescribeScalingPolicies$,
  PutScalingPolicy$,
  type DeleteScalingPolicyRequest,
  type DescribeScalingPoliciesRequest,
  type DescribeScalingPoliciesResponse,
  type PutScalingPolicyRequest,
  type PutScalingPolicyResponse,
  type StepScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { arn, type World } from '../../world.ts';
import { removeAlarm } from '../cloudwatch/delete-alarms.ts';
import type { PolicyRecord } from './state.ts';
import { badToken, DIMENSION, invalid, noSuch, notEmulated, targetOf, type Scaled } from './target.ts';
import { putTrackingAlarms } from './tracking-alarms.ts';

const find = (world: World, { ResourceId }: Scaled, name: string | undefined): PolicyRecord | undefined =>
  Object.values(world.state.applicationAutoScaling.policies).find(policy => policy.ResourceId === ResourceId && policy.PolicyName === name);

function removeAlarms(world: World, { Alarms = [] }: PolicyRecord): void {
  for (const { AlarmName = '' } of Alarms) removeAlarm(world, AlarmName);
}

/** Removes a policy and the alarms that were made for it. */
export function removePolicy(world: World, policy: PolicyRecord): void {
  removeAlarms(world, policy);
  delete world.state.applicationAutoScaling.policies[policy.PolicyARN];
}

function checkSteps(configuration: StepScalingPolicyConfiguration | undefined): void {
  if (!configuration) throw invalid('StepScalingPolicyConfiguration must be specified for a StepScaling policy');
  const { AdjustmentType: type, StepAdjustments: steps = [], MinAdjustmentMagnitude: least } = configuration;
  if (type === undefined) throw invalid('AdjustmentType must be specified');
  if (steps.length === 0) throw invalid('At least one StepAdjustment must be specified');
  if (least !== undefined && type !== 'PercentChangeInCapacity') {
    throw invalid('MinAdjustmentMagnitude is only supported with PercentChangeInCapacity');
  }
  const ranges = steps
    .map(
      step =>
        [step.MetricIntervalLowerBound ?? Number.NEGATIVE_INFINITY, step.MetricIntervalUpperBound ?? Number.POSITIVE_INFINITY] as const,
    )
    .sort(([a], [b]) => a - b);
  if (ranges.some(([lower, upper]) => lower >= upper))
    throw invalid('The upper bound of a StepAdjustment must be greater than its lower bound');
  if (ranges.some(([lower], index) => index > 0 && lower !== ranges[index - 1]?.[1])) {
    throw invalid('StepAdjustment intervals must not overlap or have gaps between them');
  }
}

function check(input: PutScalingPolicyRequest): void {
  if (input.PolicyType === 'PredictiveScaling') throw notEmulated('predictive scaling');
  if (input.PolicyType !== 'TargetTrackingScaling') checkSteps(input.StepScalingPolicyConfiguration);
  else if (!input.TargetTrackingScalingPolicyConfiguration) {
    throw invalid('TargetTrackingScalingPolicyConfiguration must be specified for a TargetTrackingScaling policy');
  }
}

/** Makes a policy or replaces one of the same name; it keeps its ARN, and gets new alarms. */
export const putScalingPolicy = operation(PutScalingPolicy$, (world, input: PutScalingPolicyRequest): PutScalingPolicyResponse => {
  const { ResourceId } = targetOf(world, input);
  check(input);
  const { PolicyName = '', PolicyType = 'StepScaling', TargetTrackingScalingPolicyConfiguration: tracking } = input;
  const known = find(world, input, PolicyName);
  if (known && known.PolicyType !== PolicyType) throw invalid('The policy type of an existing scaling policy cannot be changed');
  const PolicyARN =
    known?.PolicyARN ?? arn(world, 'autoscaling', `scalingPolicy:${randomUUID()}:resource/ecs/${ResourceId}:policyName/${PolicyName}`);
  const Alarms = tracking && PolicyType === 'TargetTrackingScaling' ? putTrackingAlarms(world, ResourceId, PolicyARN, tracking) : [];
  if (known) removeAlarms(world, known);
  world.state.applicationAutoScaling.policies[PolicyARN] = {
    PolicyARN,
    PolicyName,
    ServiceNamespace: 'ecs',
    ResourceId,
    ScalableDimension: DIMENSION,
    PolicyType,
    StepScalingPolicyConfiguration: input.StepScalingPolicyConfiguration,
    TargetTrackingScalingPolicyConfiguration: tracking,
    Alarms,
    CreationTime: known?.CreationTime ?? world.clock.now(),
  };
  return { PolicyARN, Alarms };
});

export const deleteScalingPolicy = operation(DeleteScalingPolicy$, (world, input: DeleteScalingPolicyRequest): void => {
  targetOf(world, input);
  const policy = find(world, input, input.PolicyName);
  if (!policy) throw noSuch('scaling policy', input.PolicyName, input);
  removePolicy(world, policy);
});

/** Alarms whose action is the policy, besides those that it made. */
const alarmsOf = (world: World, policy: PolicyRecord) =>
  Object.values(world.state.cloudwatch.alarms)
    .filter(({ AlarmActions = [] }) => AlarmActions.some(action => action.startsWith(policy.PolicyARN)))
    .map(({ AlarmName, AlarmArn }) => ({ AlarmName, AlarmARN: AlarmArn }));

export const describeScalingPolicies = operation(
  DescribeScalingPolicies$,
  (world, input: DescribeScalingPoliciesRequest): DescribeScalingPoliciesResponse => {
    const policies = Object.values(world.state.applicationAutoScaling.policies).filter(
      ({ ServiceNamespace, ResourceId, PolicyName }) =>
        ServiceNamespace === input.ServiceNamespace &&
        (input.ResourceId === undefined || ResourceId === input.ResourceId) &&
        (input.PolicyNames === undefined || input.PolicyNames.includes(PolicyName)),
    );
    const { items, next } = page(policies, input.NextToken, input.MaxResults ?? 50, badToken);
    return { ScalingPolicies: items.map(policy => ({ ...policy, Alarms: alarmsOf(world, policy) })), NextToken: next };
  },
);
