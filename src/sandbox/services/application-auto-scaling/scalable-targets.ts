import { randomBytes } from 'node:crypto';
import {
  DeregisterScalableTarget$,
  DescribeScalableTargets$,
  RegisterScalableTarget$,
  type DeregisterScalableTargetRequest,
  type DescribeScalableTargetsRequest,
  type DescribeScalableTargetsResponse,
  type RegisterScalableTargetRequest,
  type RegisterScalableTargetResponse,
} from '@aws-sdk/client-application-auto-scaling';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { arn, type World } from '../../world.ts';
import { describeRole } from '../iam/role.ts';
import { ensureServiceLinkedRole } from '../iam/service-linked-role.ts';
import { removePolicy } from './scaling-policies.ts';
import { cancelSchedule } from './schedule.ts';
import { setBounds } from './set-capacity.ts';
import type { TargetRecord } from './state.ts';
import { badToken, checkScaled, DIMENSION, invalid, serviceOf, targetOf } from './target.ts';

const LINKED_SERVICE = 'ecs.application-autoscaling.amazonaws.com';
const RUNNING = { DynamicScalingInSuspended: false, DynamicScalingOutSuspended: false, ScheduledScalingSuspended: false };

const newTarget = (world: World, ResourceId: string): TargetRecord => {
  const role = describeRole(ensureServiceLinkedRole(world, LINKED_SERVICE), { full: true });
  return {
    ServiceNamespace: 'ecs',
    ResourceId,
    ScalableDimension: DIMENSION,
    MinCapacity: 0,
    MaxCapacity: 0,
    // AWS ignores the role that a caller names for ECS.
    RoleARN: role.Arn,
    CreationTime: world.clock.now(),
    SuspendedState: RUNNING,
    ScalableTargetARN: arn(world, 'application-autoscaling', `scalable-target/${randomBytes(18).toString('hex')}`),
  };
};

/** Registers a service, or changes what is given of one that is registered. */
export const registerScalableTarget = operation(
  RegisterScalableTarget$,
  (world, input: RegisterScalableTargetRequest): RegisterScalableTargetResponse => {
    checkScaled(input);
    const { ResourceId = '', Tags } = input;
    const { targets, tags } = world.state.applicationAutoScaling;
    const known = targets[ResourceId];
    const { MinCapacity: min = known?.MinCapacity, MaxCapacity: max = known?.MaxCapacity } = input;
    if (min === undefined || max === undefined) {
      throw invalid('Both MinCapacity and MaxCapacity must be specified when registering a new scalable target');
    }
    if (!serviceOf(world, ResourceId)) throw invalid(`ECS service doesn't exist: ${ResourceId}`);
    if (known && Tags) throw invalid('Tags can only be specified when registering a new scalable target');
    const target = known ?? newTarget(world, ResourceId);
    setBounds(world, { ...target, SuspendedState: { ...target.SuspendedState, ...input.SuspendedState } }, min, max);
    if (!known) tags[target.ScalableTargetARN] = { ...Tags };
    return { ScalableTargetARN: target.ScalableTargetARN };
  },
);

export const describeScalableTargets = operation(
  DescribeScalableTargets$,
  (world, input: DescribeScalableTargetsRequest): DescribeScalableTargetsResponse => {
    const targets = Object.values(world.state.applicationAutoScaling.targets).filter(
      ({ ServiceNamespace, ResourceId, ScalableDimension }) =>
        ServiceNamespace === input.ServiceNamespace &&
        (input.ResourceIds === undefined || input.ResourceIds.includes(ResourceId)) &&
        (input.ScalableDimension === undefined || input.ScalableDimension === ScalableDimension),
    );
    const { items, next } = page(targets, input.NextToken, input.MaxResults ?? 50, badToken);
    return { ScalableTargets: items, NextToken: next };
  },
);

/** Its policies, with their alarms, and its scheduled actions go too. */
export const deregisterScalableTarget = operation(DeregisterScalableTarget$, (world, input: DeregisterScalableTargetRequest): void => {
  const { ResourceId, ScalableTargetARN } = targetOf(world, input);
  const { targets, policies, scheduled, tags } = world.state.applicationAutoScaling;
  for (const policy of Object.values(policies).filter(of => of.ResourceId === ResourceId)) removePolicy(world, policy);
  for (const action of Object.values(scheduled).filter(of => of.ResourceId === ResourceId)) {
    cancelSchedule(world, action);
    delete scheduled[action.ScheduledActionARN];
  }
  delete targets[ResourceId];
  delete tags[ScalableTargetARN];
});
