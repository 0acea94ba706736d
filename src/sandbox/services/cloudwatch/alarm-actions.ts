import type { World } from '../../world.ts';
import { addHistory } from './alarm-history.ts';
import type { AlarmRecord } from './state.ts';

/** Type of the timer by which an alarm calls a scaling policy. */
export const SCALING_TIMER = 'application-autoscaling.alarm';

/** What Application Auto Scaling hears of an alarm. */
export interface ScalingCall {
  readonly policyArn: string;
  readonly alarmName: string;
}

const isScalingPolicy = (action: string): boolean => /^arn:[^:]+:autoscaling:[^:]*:[^:]*:scalingPolicy:/.test(action);

/** The actions of the state that an alarm is in. */
export const actionsOf = (alarm: AlarmRecord): readonly string[] =>
  ({ ALARM: alarm.AlarmActions, OK: alarm.OKActions, INSUFFICIENT_DATA: alarm.InsufficientDataActions })[alarm.StateValue] ?? [];

/** The actions of all states. */
export const actionsOfAll = (alarm: AlarmRecord): readonly string[] => [
  ...(alarm.AlarmActions ?? []),
  ...(alarm.OKActions ?? []),
  ...(alarm.InsufficientDataActions ?? []),
];

/** Scaling policies are called again as long as their alarm stays in its state. */
export const lastingActions = (alarm: AlarmRecord): readonly string[] => actionsOf(alarm).filter(isScalingPolicy);

/** Runs actions of an alarm, where it has them enabled. The sandbox has scaling policies, and nothing else that an alarm can call. */
export function runActions(world: World, alarm: AlarmRecord, actions: readonly string[]): void {
  if (alarm.ActionsEnabled !== true) return;
  for (const action of actions) {
    const call: ScalingCall = { policyArn: action, alarmName: alarm.AlarmName };
    if (isScalingPolicy(action)) world.clock.after(0, SCALING_TIMER, call);
    else noteFailure(world, alarm, action);
  }
}

function noteFailure(world: World, alarm: AlarmRecord, action: string): void {
  const error = `The sandbox does not emulate the service of this action.`;
  addHistory(world, alarm.AlarmName, 'Action', `Failed to execute action ${action}. Received error: "${error}"`.slice(0, 255), {
    actionState: 'Failed',
    stateUpdateTimestamp: alarm.StateUpdatedTimestamp.getTime(),
    notificationResource: action,
    publishedMessage: null,
    error,
  });
}
