import { DeleteLogGroup$, type DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../operation.ts';
import { aborted } from './faults.ts';
import { findGroup } from './find-group.ts';

export const deleteLogGroup = operation(DeleteLogGroup$, (world, input: DeleteLogGroupRequest): void => {
  const group = findGroup(world, input.logGroupName ?? '');
  if (group.deletionProtectionEnabled) throw aborted('The log group has deletion protection enabled.');
  delete world.state.logs.groups[group.name];
});
