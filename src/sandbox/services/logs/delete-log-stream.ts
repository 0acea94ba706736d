import { DeleteLogStream$, type DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../operation.ts';
import { findGroup, findStream } from './find-group.ts';

export const deleteLogStream = operation(DeleteLogStream$, (world, input: DeleteLogStreamRequest): void => {
  const group = findGroup(world, input.logGroupName ?? '');
  delete group.streams[findStream(group, input.logStreamName ?? '').name];
});
