import { PutMetricAlarm$, type PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { alarmArn } from './alarm.ts';
import { addHistory, configurationChanged } from './alarm-history.ts';
import { checkAlarm } from './check-alarm.ts';
import { startEvaluating } from './evaluate-alarms.ts';
import type { AlarmRecord } from './state.ts';

/** Makes an alarm, or gives an old one other settings: its state stays, and so do its tags. */
export function putAlarm(world: World, input: PutMetricAlarmInput): AlarmRecord {
  checkAlarm(input);
  const { Tags = [], ...settings } = input;
  const { AlarmName: name = '', EvaluationPeriods = 1 } = settings;
  const { alarms, tags } = world.state.cloudwatch;
  const known = alarms[name];
  const now = world.clock.now();
  const alarm: AlarmRecord = {
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    ...(settings.Metrics === undefined && { Dimensions: [] }),
    ...settings,
    AlarmName: name,
    EvaluationPeriods,
    AlarmArn: alarmArn(world, name),
    AlarmConfigurationUpdatedTimestamp: now,
    StateValue: known?.StateValue ?? 'INSUFFICIENT_DATA',
    StateReason: known?.StateReason ?? 'Unchecked: Initial alarm creation',
    StateUpdatedTimestamp: known?.StateUpdatedTimestamp ?? now,
    StateTransitionedTimestamp: known?.StateTransitionedTimestamp ?? now,
    ...(known?.StateReasonData !== undefined && { StateReasonData: known.StateReasonData }),
  };
  alarms[name] = alarm;
  if (known === undefined) tags[alarm.AlarmArn] = Tags;
  addHistory(world, name, 'ConfigurationUpdate', `Alarm "${name}" ${known ? 'updated' : 'created'}`, {
    version: '1.0',
    type: known ? 'Update' : 'Create',
    ...(known ? { updatedAlarm: settings } : { createdAlarm: settings }),
  });
  configurationChanged(world, alarm, known ? 'update' : 'create');
  startEvaluating(world);
  return alarm;
}

export const putMetricAlarm = operation(PutMetricAlarm$, (world, input: PutMetricAlarmInput): void => {
  putAlarm(world, input);
});
