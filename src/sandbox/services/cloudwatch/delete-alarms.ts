import { DeleteAlarms$, type DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { addHistory, configurationChanged } from './alarm-history.ts';

/** Removes an alarm if it is there; its history stays. */
export function removeAlarm(world: World, name: string): void {
  const { alarms, tags } = world.state.cloudwatch;
  const alarm = alarms[name];
  if (!alarm) return;
  delete alarms[name];
  delete tags[alarm.AlarmArn];
  addHistory(world, name, 'ConfigurationUpdate', `Alarm "${name}" deleted`, { version: '1.0', type: 'Delete', deletedAlarm: alarm });
  configurationChanged(world, alarm, 'delete');
}

export const deleteAlarms = operation(DeleteAlarms$, (world, input: DeleteAlarmsInput): void => {
  for (const name of input.AlarmNames ?? []) removeAlarm(world, name);
});
