import type { RegisterScalableTargetRequest, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-application-auto-scaling';
import { needs, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import type { Scaled } from './target.ts';

const PREFIX = 'application-autoscaling';

const targetArn = (world: World, { ResourceId = '' }: Scaled): string =>
  world.state.applicationAutoScaling.targets[ResourceId]?.ScalableTargetARN ?? arn(world, PREFIX, 'scalable-target/*');

const contextOf = (world: World, scaled: Scaled) => ({
  ...(scaled.ServiceNamespace !== undefined && { [`${PREFIX}:service-namespace`]: scaled.ServiceNamespace }),
  ...(scaled.ScalableDimension !== undefined && { [`${PREFIX}:scalable-dimension`]: scaled.ScalableDimension }),
  ...resourceTags(world, targetArn(world, scaled)),
});

const resourceTags = (world: World, resource: string) =>
  Object.fromEntries(
    Object.entries(world.state.applicationAutoScaling.tags[resource] ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
  );

const requestTags = (tags: Readonly<Record<string, string>> = {}) => ({
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  ...(Object.keys(tags).length > 0 && { 'aws:TagKeys': Object.keys(tags) }),
});

const onTarget = (name: string) =>
  needs((world, input: Scaled) => [{ action: `${PREFIX}:${name}`, resource: targetArn(world, input), context: contextOf(world, input) }]);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  RegisterScalableTarget: needs((world, input: RegisterScalableTargetRequest) => {
    const resource = targetArn(world, input);
    const context = { ...contextOf(world, input), ...requestTags(input.Tags) };
    const tagging = input.Tags ? [{ action: `${PREFIX}:TagResource`, resource, context: requestTags(input.Tags) }] : [];
    return [{ action: `${PREFIX}:RegisterScalableTarget`, resource, context }, ...tagging];
  }),
  DeregisterScalableTarget: onTarget('DeregisterScalableTarget'),
  PutScalingPolicy: onTarget('PutScalingPolicy'),
  DeleteScalingPolicy: onTarget('DeleteScalingPolicy'),
  PutScheduledAction: onTarget('PutScheduledAction'),
  DeleteScheduledAction: onTarget('DeleteScheduledAction'),
  ListTagsForResource: needs((world, { ResourceARN = '' }: TagResourceRequest) => [
    { action: `${PREFIX}:ListTagsForResource`, resource: ResourceARN, context: resourceTags(world, ResourceARN) },
  ]),
  TagResource: needs((world, { ResourceARN = '', Tags }: TagResourceRequest) => [
    { action: `${PREFIX}:TagResource`, resource: ResourceARN, context: { ...resourceTags(world, ResourceARN), ...requestTags(Tags) } },
  ]),
  UntagResource: needs((world, { ResourceARN = '', TagKeys = [] }: UntagResourceRequest) => [
    { action: `${PREFIX}:UntagResource`, resource: ResourceARN, context: { ...resourceTags(world, ResourceARN), 'aws:TagKeys': TagKeys } },
  ]),
};
