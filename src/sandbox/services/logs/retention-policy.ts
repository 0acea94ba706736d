import {
  DeleteRetentionPolicy$,
  PutRetentionPolicy$,
  type DeleteRetentionPolicyRequest,
  type PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../operation.ts';
import { invalidParameter } from './faults.ts';
import { findGroup } from './find-group.ts';

const DAYS: readonly number[] = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export const putRetentionPolicy = operation(PutRetentionPolicy$, (world, input: PutRetentionPolicyRequest): void => {
  const days = input.retentionInDays ?? 0;
  if (!DAYS.includes(days)) {
    throw invalidParameter(
      `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${DAYS.join(', ')}]`,
    );
  }
  findGroup(world, input.logGroupName ?? '').retentionInDays = days;
});

export const deleteRetentionPolicy = operation(DeleteRetentionPolicy$, (world, input: DeleteRetentionPolicyRequest): void => {
  delete findGroup(world, input.logGroupName ?? '').retentionInDays;
});
