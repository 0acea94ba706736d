import type { ScalableTarget, ScalingActivity, ScalingPolicy, ScheduledAction } from '@aws-sdk/client-application-auto-scaling';

/** A scalable target in AWS's own shape. */
export interface TargetRecord extends ScalableTarget {
  readonly ResourceId: string;
  readonly MinCapacity: number;
  readonly MaxCapacity: number;
  readonly ScalableTargetARN: string;
}

export interface PolicyRecord extends ScalingPolicy {
  readonly PolicyARN: string;
  readonly PolicyName: string;
  readonly ResourceId: string;
  /** When it last changed the capacity. */
  lastScaled?: { readonly at: Date; readonly out: boolean };
}

export interface ScheduledRecord extends ScheduledAction {
  readonly ScheduledActionName: string;
  readonly ScheduledActionARN: string;
  readonly ResourceId: string;
  readonly Schedule: string;
}

/** What Application Auto Scaling of the sandbox remembers, for services of ECS. */
export interface ApplicationAutoScalingState {
  /** By resource: `service/CLUSTER/SERVICE`. */
  readonly targets: Record<string, TargetRecord>;
  /** By ARN. */
  readonly policies: Record<string, PolicyRecord>;
  /** By ARN. */
  readonly scheduled: Record<string, ScheduledRecord>;
  /** Tags of targets, by ARN. */
  readonly tags: Record<string, Record<string, string>>;
  /** Oldest first. */
  readonly activities: ScalingActivity[];
}

export const emptyApplicationAutoScalingState = (): ApplicationAutoScalingState => ({
  targets: {},
  policies: {},
  scheduled: {},
  tags: {},
  activities: [],
});
