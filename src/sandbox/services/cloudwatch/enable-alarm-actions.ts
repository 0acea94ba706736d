import {
  DisableAlarmActions$,
  EnableAlarmActions$,
  type DisableAlarmActionsInput,
  type EnableAlarmActionsInput,
} from '@aws-sdk/client-cloudwatch';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';

// Names that are not there are passed over, as AWS does.
function setEnabled(world: World, names: readonly string[] | undefined, ActionsEnabled: boolean): void {
  const { alarms } = world.state.cloudwatch;
  for (const name of names ?? []) {
    const alarm = alarms[name];
    if (alarm) alarms[name] = { ...alarm, ActionsEnabled, AlarmConfigurationUpdatedTimestamp: world.clock.now() };
  }
}

export const enableAlarmActions = operation(EnableAlarmActions$, (world, input: EnableAlarmActionsInput): void =>
  setEnabled(world, input.AlarmNames, true),
);

export const disableAlarmActions = operation(DisableAlarmActions$, (world, input: DisableAlarmActionsInput): void =>
  setEnabled(world, input.AlarmNames, false),
);
