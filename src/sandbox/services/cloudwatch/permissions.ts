import type {
  DeleteAlarmsInput,
  DescribeAlarmHistoryInput,
  EnableAlarmActionsInput,
  ListTagsForResourceInput,
  PutMetricAlarmInput,
  PutMetricDataInput,
  SetAlarmStateInput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-cloudwatch';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import type { World } from '../../world.ts';
import { alarmArn } from './alarm.ts';

const tagKeys = (keys: readonly string[]) => (keys.length > 0 ? { 'aws:TagKeys': keys } : {});

const requestTags = (tags: PutMetricAlarmInput['Tags'] = []) => ({
  ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value ?? ''])),
  ...tagKeys(tags.map(({ Key = '' }) => Key)),
});

const resourceTags = (world: World, arn: string) =>
  Object.fromEntries((world.state.cloudwatch.tags[arn] ?? []).map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value ?? '']));

const onAlarm = (world: World, action: string, resource: string, context: Need['context'] = {}): Need => ({
  action: `cloudwatch:${action}`,
  resource,
  context: { ...resourceTags(world, resource), ...context },
});

const onAlarms = (action: string) =>
  needs((world, { AlarmNames = [] }: DeleteAlarmsInput | EnableAlarmActionsInput) =>
    AlarmNames.map(name => onAlarm(world, action, alarmArn(world, name))),
  );

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  PutMetricAlarm: needs((world, { AlarmName = '', Tags, AlarmActions = [] }: PutMetricAlarmInput) => {
    const resource = alarmArn(world, AlarmName);
    const actions = AlarmActions.length > 0 ? { 'cloudwatch:AlarmActions': AlarmActions } : {};
    const put = onAlarm(world, 'PutMetricAlarm', resource, { ...requestTags(Tags), ...actions });
    return Tags && Tags.length > 0 ? [put, onAlarm(world, 'TagResource', resource, requestTags(Tags))] : [put];
  }),
  DeleteAlarms: onAlarms('DeleteAlarms'),
  EnableAlarmActions: onAlarms('EnableAlarmActions'),
  DisableAlarmActions: onAlarms('DisableAlarmActions'),
  // These two are asked about all alarms, whichever they name.
  DescribeAlarms: needs(world => [{ action: 'cloudwatch:DescribeAlarms', resource: alarmArn(world, '*') }]),
  DescribeAlarmHistory: needs((world, { AlarmName = '*' }: DescribeAlarmHistoryInput) => [
    onAlarm(world, 'DescribeAlarmHistory', alarmArn(world, AlarmName)),
  ]),
  SetAlarmState: needs((world, { AlarmName = '' }: SetAlarmStateInput) => [onAlarm(world, 'SetAlarmState', alarmArn(world, AlarmName))]),
  PutMetricData: needs((_world, { Namespace = '' }: PutMetricDataInput) => [
    { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': Namespace } },
  ]),
  ListTagsForResource: needs((world, { ResourceARN = '' }: ListTagsForResourceInput) => [
    onAlarm(world, 'ListTagsForResource', ResourceARN),
  ]),
  TagResource: needs((world, { ResourceARN = '', Tags }: TagResourceInput) => [
    onAlarm(world, 'TagResource', ResourceARN, requestTags(Tags)),
  ]),
  UntagResource: needs((world, { ResourceARN = '', TagKeys = [] }: UntagResourceInput) => [
    onAlarm(world, 'UntagResource', ResourceARN, tagKeys(TagKeys)),
  ]),
};
