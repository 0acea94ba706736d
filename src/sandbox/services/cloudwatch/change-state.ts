import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world.ts';
import { actionsOf, runActions } from './alarm-actions.ts';
import { addHistory, configurationOf, stateOf } from './alarm-history.ts';
import type { AlarmRecord } from './state.ts';

/** Type of the timer by which CodeDeploy hears of an alarm at once. */
export const ALARM_ACTIVE_TIMER = 'codedeploy.alarm-active';

export interface NewState {
  readonly state: StateValue;
  readonly reason: string;
  readonly reasonData?: string | undefined;
}

const historyState = (alarm: AlarmRecord): object => ({
  stateValue: alarm.StateValue,
  stateReason: alarm.StateReason,
  ...(alarm.StateReasonData !== undefined && { stateReasonData: parsed(alarm.StateReasonData) }),
});

const parsed = (json: string): unknown => JSON.parse(json);

/** Puts an alarm into a state. If it was in another one, the history, the event bus and the alarm's actions hear of it. */
export function changeState(world: World, before: AlarmRecord, { state, reason, reasonData }: NewState): void {
  const now = world.clock.now();
  const changes = state !== before.StateValue;
  const { StateReasonData: _, ...settings } = before;
  const alarm: AlarmRecord = {
    ...settings,
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: now,
    ...(reasonData !== undefined && { StateReasonData: reasonData }),
    ...(changes && { StateTransitionedTimestamp: now }),
  };
  world.state.cloudwatch.alarms[alarm.AlarmName] = alarm;
  if (!changes) return;
  addHistory(world, alarm.AlarmName, 'StateUpdate', `Alarm updated from ${before.StateValue} to ${state}`, {
    version: '1.0',
    oldState: historyState(before),
    newState: historyState(alarm),
  });
  world.emit({
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [alarm.AlarmArn],
    detail: { alarmName: alarm.AlarmName, state: stateOf(alarm), previousState: stateOf(before), configuration: configurationOf(alarm) },
  });
  if (state === 'ALARM') world.clock.after(0, ALARM_ACTIVE_TIMER, { alarmName: alarm.AlarmName });
  runActions(world, alarm, actionsOf(alarm));
}
