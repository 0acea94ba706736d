import { CreateLogGroup$, type CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { emptyRecord } from '../../empty-record.ts';
import { operation } from '../../operation.ts';
import { alreadyExists, invalidParameter } from './faults.ts';
import type { LogGroupRecord } from './state.ts';

export const createLogGroup = operation(
  CreateLogGroup$,
  (world, input: CreateLogGroupRequest): void => {
    const name = input.logGroupName ?? '';
    if (name.startsWith('aws/')) throw invalidParameter('Log groups starting with AWS/ are reserved for AWS.');
    if (world.state.logs.groups[name]) throw alreadyExists('log group');
    const group: LogGroupRecord = {
      name,
      creationTime: world.clock.now().getTime(),
      logGroupClass: input.logGroupClass ?? 'STANDARD',
      kmsKeyId: input.kmsKeyId,
      deletionProtectionEnabled: input.deletionProtectionEnabled ?? false,
      tags: { ...input.tags },
      streams: emptyRecord(),
    };
    world.state.logs.groups[name] = group;
  },
  // AWS checks tagging on create with the same permission as tagging later.
);
