import {
  DescribeLogGroups$,
  type DescribeLogGroupsRequest,
  type DescribeLogGroupsResponse,
  type LogGroup,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import type { World } from '../../world.ts';
import { badToken, invalidParameter } from './faults.ts';
import { findGroupByArn, groupArn } from './find-group.ts';
import type { LogGroupRecord } from './state.ts';

const storedBytes = (group: LogGroupRecord): number => Object.values(group.streams).reduce((sum, stream) => sum + stream.storedBytes, 0);

const view = (world: World, group: LogGroupRecord): LogGroup => ({
  logGroupName: group.name,
  creationTime: group.creationTime,
  retentionInDays: group.retentionInDays,
  metricFilterCount: 0,
  arn: `${groupArn(world, group.name)}:*`,
  logGroupArn: groupArn(world, group.name),
  storedBytes: storedBytes(group),
  logGroupClass: group.logGroupClass,
  kmsKeyId: group.kmsKeyId,
  deletionProtectionEnabled: group.deletionProtectionEnabled,
});

const wanted = (world: World, input: DescribeLogGroupsRequest): readonly LogGroupRecord[] => {
  const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern = '', logGroupIdentifiers: identifiers } = input;
  if (prefix && pattern) throw invalidParameter('logGroupNamePrefix and logGroupNamePattern are mutually exclusive parameters.');
  if (identifiers) return identifiers.map(identifier => findGroupByArn(world, identifier));
  return Object.values(world.state.logs.groups)
    .filter(group => group.name.startsWith(prefix) && group.name.toLowerCase().includes(pattern.toLowerCase()))
    .filter(group => input.logGroupClass === undefined || group.logGroupClass === input.logGroupClass)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};

export const describeLogGroups = operation(DescribeLogGroups$, (world, input: DescribeLogGroupsRequest): DescribeLogGroupsResponse => {
  const { items, next } = page(wanted(world, input), input.nextToken, input.limit ?? 50, badToken);
  return { logGroups: items.map(group => view(world, group)), nextToken: next };
});
