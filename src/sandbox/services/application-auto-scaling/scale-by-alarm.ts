import type { StepScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import type { World } from '../../world.ts';
import type { ScalingCall } from '../cloudwatch/alarm-actions.ts';
import { latestValue } from '../cloudwatch/evaluate-alarms.ts';
import type { AlarmRecord } from '../cloudwatch/state.ts';
import type { ServiceRecord } from '../ecs/state.ts';
import { setCapacity } from './set-capacity.ts';
import type { PolicyRecord, TargetRecord } from './state.ts';
import { serviceOf } from './target.ts';

const COOLDOWN_SECONDS = 300;

function stepCapacity(configuration: StepScalingPolicyConfiguration, current: number, breach: number): number {
  const step = (configuration.StepAdjustments ?? []).find(
    ({ MetricIntervalLowerBound: lower = Number.NEGATIVE_INFINITY, MetricIntervalUpperBound: upper = Number.POSITIVE_INFINITY }) =>
      // An interval holds its bound on the side of the threshold.
      breach >= 0 ? breach >= lower && breach < upper : breach > lower && breach <= upper,
  );
  const adjustment = step?.ScalingAdjustment ?? 0;
  if (configuration.AdjustmentType === 'ExactCapacity') return step ? adjustment : current;
  if (configuration.AdjustmentType === 'ChangeInCapacity') return current + adjustment;
  // Between -1 and 1 it is one; beyond, parts are cut off.
  const exact = (current * adjustment) / 100;
  const whole = Math.abs(exact) < 1 ? Math.sign(exact) : Math.trunc(exact);
  const least = configuration.MinAdjustmentMagnitude ?? 0;
  return current + Math.sign(whole) * Math.max(Math.abs(whole), least);
}

/** How many tasks a policy wants now. */
function wantedCapacity(policy: PolicyRecord, alarm: AlarmRecord, value: number, current: number): number {
  const { StepScalingPolicyConfiguration: steps, TargetTrackingScalingPolicyConfiguration: tracking } = policy;
  if (steps) return stepCapacity(steps, current, value - (alarm.Threshold ?? 0));
  const target = tracking?.TargetValue ?? 1;
  const proportional = Math.ceil((current * value) / target);
  if (alarm.ComparisonOperator === 'GreaterThanThreshold') return Math.max(current + 1, proportional);
  return Math.min(current - 1, proportional);
}

/** Seconds that must pass after the policy last scaled. */
function cooldownOf(
  { StepScalingPolicyConfiguration: steps, TargetTrackingScalingPolicyConfiguration: tracking }: PolicyRecord,
  out: boolean,
): number {
  if (steps) return steps.Cooldown ?? COOLDOWN_SECONDS;
  return (out ? tracking?.ScaleOutCooldown : tracking?.ScaleInCooldown) ?? COOLDOWN_SECONDS;
}

function isCoolingDown(world: World, policy: PolicyRecord, out: boolean): boolean {
  const { lastScaled } = policy;
  // Scaling out does not wait for the end of a cooldown after scaling in.
  if (!lastScaled || (out && !lastScaled.out)) return false;
  const passed = ((world.clock.now().getTime() - lastScaled.at.getTime()) / 1000) * world.clock.speed;
  return passed < cooldownOf(policy, lastScaled.out);
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-auto-scaling.html: nothing is scaled in while a deployment is under way. */
const isDeploying = (service: ServiceRecord): boolean => service.taskSets.filter(({ status }) => status !== 'DRAINING').length > 1;

const isSuspended = ({ SuspendedState }: TargetRecord, out: boolean): boolean =>
  (out ? SuspendedState?.DynamicScalingOutSuspended : SuspendedState?.DynamicScalingInSuspended) === true;

/** An alarm calls a scaling policy: it sets the desired count, within the bounds of its target. */
export function scaleByAlarm(world: World, { policyArn, alarmName }: ScalingCall): void {
  const { policies, targets } = world.state.applicationAutoScaling;
  const policy = policies[policyArn.replace(/:createdBy\/.*$/, '')];
  const alarm = world.state.cloudwatch.alarms[alarmName];
  const target = targets[policy?.ResourceId ?? ''];
  const service = target && serviceOf(world, target.ResourceId);
  if (!policy || !alarm || !target || !service) return;
  const current = service.desiredCount;
  const value = latestValue(world, alarm) ?? alarm.Threshold ?? 0;
  const wanted = wantedCapacity(policy, alarm, value, current);
  const bounded = Math.min(Math.max(wanted, target.MinCapacity), target.MaxCapacity);
  const out = bounded > current;
  if (bounded === current || isSuspended(target, out) || isCoolingDown(world, policy, out) || (!out && isDeploying(service))) return;
  policy.lastScaled = { at: world.clock.now(), out };
  setCapacity(
    world,
    target.ResourceId,
    bounded,
    `monitor alarm ${alarmName} in state ${alarm.StateValue} triggered policy ${policy.PolicyName}`,
  );
}
