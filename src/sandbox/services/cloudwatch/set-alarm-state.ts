import { InvalidFormatFault$, SetAlarmState$, type SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { changeState } from './change-state.ts';
import { noSuchAlarm } from './faults.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** For a while: the next evaluation goes by the data again. */
export const setAlarmState = operation(SetAlarmState$, (world, input: SetAlarmStateInput): void => {
  const alarm = world.state.cloudwatch.alarms[input.AlarmName ?? ''];
  if (!alarm) throw noSuchAlarm(`Alarm ${input.AlarmName} does not exist`);
  if (input.StateReasonData !== undefined && !isJson(input.StateReasonData)) {
    throw fault(InvalidFormatFault$, 'StateReasonData is not valid JSON');
  }
  changeState(world, alarm, {
    state: input.StateValue ?? 'OK',
    reason: input.StateReason ?? '',
    reasonData: input.StateReasonData,
  });
});
