import type {
  CreateLogGroupRequest,
  GetLogEventsRequest,
  ListTagsForResourceRequest,
  PutLogEventsRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { hasTags, requestTags, resourceTags, tagKeys } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import type { World } from '../../world.ts';
import { groupArn, streamArn } from './find-group.ts';
import type { RequestContext } from '../iam/policy.ts';

const PREFIX = /^arn:[\w-]+:logs:[\w-]*:\d*:log-group:/;

/** A group may be named by its ARN, with or without `:*`. */
const nameOf = (group = '*'): string => group.replace(PREFIX, '').replace(/:\*$/, '');

/**
 * A group as IAM sees it: policies must name it with `:*` at the end, except for tagging.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
const policyArn = (world: World, group: string): string => streamArn(world, group, '');

const on = (world: World, action: string, resource: string, context: RequestContext = {}): Need => {
  const name = resource.replace(PREFIX, '').replace(/:(\*|log-stream:.*)$/, '');
  return { action: `logs:${action}`, resource, context: { ...resourceTags(world.state.logs.groups[name]?.tags), ...context } };
};

interface GroupInput {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

const onGroup = (action: string): NeedsOf<never> =>
  needs((world, { logGroupName, logGroupIdentifier }: GroupInput) => [
    on(world, action, policyArn(world, nameOf(logGroupName ?? logGroupIdentifier))),
  ]);

const onStream = (action: string): NeedsOf<never> =>
  needs((world, input: Partial<PutLogEventsRequest & GetLogEventsRequest>) => [
    on(world, action, streamArn(world, nameOf(input.logGroupName ?? input.logGroupIdentifier), input.logStreamName ?? '*')),
  ]);

/** What IAM is asked about calls of CloudWatch Logs. Looking at groups is on one without a name: a policy that names any in particular does not allow it. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  CreateLogGroup: needs((world, { logGroupName, tags }: CreateLogGroupRequest) => [
    { action: 'logs:CreateLogGroup', resource: policyArn(world, nameOf(logGroupName)), context: requestTags(tags) },
    ...(hasTags(tags) ? [{ action: 'logs:TagResource', resource: groupArn(world, nameOf(logGroupName)), context: requestTags(tags) }] : []),
  ]),
  CreateLogStream: onStream('CreateLogStream'),
  DeleteLogGroup: onGroup('DeleteLogGroup'),
  DeleteLogStream: onStream('DeleteLogStream'),
  DeleteRetentionPolicy: onGroup('DeleteRetentionPolicy'),
  DescribeLogGroups: needs(world => [on(world, 'DescribeLogGroups', policyArn(world, ''))]),
  DescribeLogStreams: onGroup('DescribeLogStreams'),
  FilterLogEvents: onGroup('FilterLogEvents'),
  GetLogEvents: onStream('GetLogEvents'),
  ListTagsForResource: needs((world, { resourceArn = '*' }: ListTagsForResourceRequest) => [on(world, 'ListTagsForResource', resourceArn)]),
  PutLogEvents: onStream('PutLogEvents'),
  PutRetentionPolicy: onGroup('PutRetentionPolicy'),
  TagResource: needs((world, { resourceArn = '*', tags }: TagResourceRequest) => [
    on(world, 'TagResource', resourceArn, requestTags(tags)),
  ]),
  UntagResource: needs((world, { resourceArn = '*', tagKeys: keys }: UntagResourceRequest) => [
    on(world, 'UntagResource', resourceArn, tagKeys(keys)),
  ]),
};
