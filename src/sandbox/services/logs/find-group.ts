import { arn, type World } from '../../world.ts';
import { invalidParameter, noSuchGroup, noSuchStream } from './faults.ts';
import type { LogGroupRecord, LogStreamRecord } from './state.ts';

/** ARN of a group; IAM and DescribeLogGroups' `arn` know it with `:*` at the end. */
export const groupArn = (world: World, name: string): string => arn(world, 'logs', `log-group:${name}`);

export const streamArn = (world: World, group: string, stream: string): string => `${groupArn(world, group)}:log-stream:${stream}`;

/** The group of that name; throws where there is none. */
export const findGroup = (world: World, name: string): LogGroupRecord => {
  const group = world.state.logs.groups[name];
  if (!group) throw noSuchGroup();
  return group;
};

/** The group that a request names, by name or by an identifier that is a name or an ARN. */
export const askedGroup = (
  world: World,
  input: { readonly logGroupName?: string | undefined; readonly logGroupIdentifier?: string | undefined },
): LogGroupRecord => {
  const { logGroupName, logGroupIdentifier } = input;
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalidParameter('Exactly one of logGroupName and logGroupIdentifier must be specified.');
  }
  if (logGroupName !== undefined) return findGroup(world, logGroupName);
  return findGroupByArn(world, logGroupIdentifier ?? '');
};

/** The group of an ARN, with or without `:*`, or of a bare name. */
export const findGroupByArn = (world: World, identifier: string): LogGroupRecord => {
  if (!identifier.startsWith('arn:')) return findGroup(world, identifier);
  const prefix = groupArn(world, '');
  if (!identifier.startsWith(prefix)) throw noSuchGroup();
  return findGroup(world, identifier.slice(prefix.length).replace(/:\*$/, ''));
};

/** The stream of that name; throws where there is none. */
export const findStream = (group: LogGroupRecord, name: string): LogStreamRecord => {
  const stream = group.streams[name];
  if (!stream) throw noSuchStream();
  return stream;
};
