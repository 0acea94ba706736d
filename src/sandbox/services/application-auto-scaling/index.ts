import type { SandboxService } from '../../operation.ts';
import { SCALING_TIMER } from '../cloudwatch/alarm-actions.ts';
import { describeScalingActivities } from './describe-scaling-activities.ts';
import { permissions } from './permissions.ts';
import { deregisterScalableTarget, describeScalableTargets, registerScalableTarget } from './scalable-targets.ts';
import { scaleByAlarm } from './scale-by-alarm.ts';
import { deleteScalingPolicy, describeScalingPolicies, putScalingPolicy } from './scaling-policies.ts';
import { runSchedule, SCHEDULE_TIMER } from './schedule.ts';
import { deleteScheduledAction, describeScheduledActions, putScheduledAction } from './scheduled-actions.ts';
import { checkFulfilled, FULFILLED_TIMER } from './set-capacity.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** Application Auto Scaling, for the desired count of services of ECS. */
export const applicationAutoScaling: SandboxService = {
  name: 'application-autoscaling',
  protocol: 'json',
  target: 'AnyScaleFrontendService',
  validationCode: 'ValidationException',
  operations: [
    deleteScalingPolicy,
    deleteScheduledAction,
    deregisterScalableTarget,
    describeScalableTargets,
    describeScalingActivities,
    describeScalingPolicies,
    describeScheduledActions,
    listTagsForResource,
    putScalingPolicy,
    putScheduledAction,
    registerScalableTarget,
    tagResource,
    untagResource,
  ],
  permissions,
  timers: { [FULFILLED_TIMER]: checkFulfilled, [SCALING_TIMER]: scaleByAlarm, [SCHEDULE_TIMER]: runSchedule },
};
