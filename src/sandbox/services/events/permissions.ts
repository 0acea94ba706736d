import type {
  ListTagsForResourceRequest,
  PutEventsRequest,
  PutRuleRequest,
  PutTargetsRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-eventbridge';
import { given, hasTags, passRole, requestTags, resourceTags, tagKeys } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';

const SERVICE = 'events.amazonaws.com';
const DEFAULT_BUS = 'default';

const busName = (bus = DEFAULT_BUS): string => bus.replace(/^.*:event-bus\//, '');

/** Rules of the default bus have its name not in their ARN. */
function ruleArn(world: World, rule = '*', bus?: string): string {
  const name = busName(bus);
  return arn(world, 'events', name === DEFAULT_BUS ? `rule/${rule}` : `rule/${name}/${rule}`);
}

/** An action on a rule, with its tags and who made it. */
function on(world: World, action: string, resource: string, context: RequestContext = {}): Need {
  const rule = Object.values(world.state.events.rules).find(candidate => candidate.arn === resource);
  const present = { ...resourceTags(rule?.tags), ...given({ 'events:creatorAccount': rule?.createdBy }) };
  return { action: `events:${action}`, resource, context: { ...present, ...context } };
}

const onRule = (action: string): NeedsOf<never> =>
  needs((world, input: { Name?: string | undefined; Rule?: string | undefined; EventBusName?: string | undefined }) => [
    on(world, action, ruleArn(world, input.Name ?? input.Rule, input.EventBusName)),
  ]);

/** The plain values that a pattern asks of a field: `{"source": ["aws.ecr"]}`. */
function wanted(pattern: string | undefined, field: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(pattern ?? '{}');
    const values: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, field) : undefined;
    return Array.isArray(values) ? values.filter(value => typeof value === 'string') : [];
  } catch {
    return [];
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html */
function puttingRule(world: World, input: PutRuleRequest): readonly Need[] {
  const { Name, EventBusName, EventPattern, RoleArn, Tags } = input;
  const resource = ruleArn(world, Name, EventBusName);
  const context = given({ 'events:source': wanted(EventPattern, 'source'), 'events:detail-type': wanted(EventPattern, 'detail-type') });
  return [
    on(world, 'PutRule', resource, { ...requestTags(Tags), ...context }),
    ...(hasTags(Tags) ? [on(world, 'TagResource', resource, requestTags(Tags))] : []),
    ...passRole(RoleArn, SERVICE),
  ];
}

const puttingTargets = (world: World, { Rule, EventBusName, Targets = [] }: PutTargetsRequest): readonly Need[] => [
  on(world, 'PutTargets', ruleArn(world, Rule, EventBusName), given({ 'events:TargetArn': Targets.flatMap(({ Arn }) => Arn ?? []) })),
  ...[...new Set(Targets.map(({ RoleArn }) => RoleArn))].flatMap(roleArn => passRole(roleArn, SERVICE)),
];

const puttingEvents = (world: World, { Entries }: PutEventsRequest): readonly Need[] =>
  (Entries ?? []).map(({ EventBusName, Source, DetailType }) => ({
    action: 'events:PutEvents',
    resource: arn(world, 'events', `event-bus/${busName(EventBusName)}`),
    context: given({ 'events:source': Source, 'events:detail-type': DetailType }),
  }));

/** What IAM is asked about calls of EventBridge; what knows no resource, such as ListRules, is asked about on `*`. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  DeleteRule: onRule('DeleteRule'),
  DescribeEventBus: needs((world, { Name }: { Name?: string | undefined }) => [
    { action: 'events:DescribeEventBus', resource: arn(world, 'events', `event-bus/${busName(Name)}`) },
  ]),
  DescribeRule: onRule('DescribeRule'),
  DisableRule: onRule('DisableRule'),
  EnableRule: onRule('EnableRule'),
  ListTagsForResource: needs((world, { ResourceARN = '*' }: ListTagsForResourceRequest) => [on(world, 'ListTagsForResource', ResourceARN)]),
  ListTargetsByRule: onRule('ListTargetsByRule'),
  PutEvents: needs(puttingEvents),
  PutRule: needs(puttingRule),
  PutTargets: needs(puttingTargets),
  RemoveTargets: onRule('RemoveTargets'),
  TagResource: needs((world, { ResourceARN = '*', Tags }: TagResourceRequest) => [
    on(world, 'TagResource', ResourceARN, requestTags(Tags)),
  ]),
  UntagResource: needs((world, { ResourceARN = '*', TagKeys }: UntagResourceRequest) => [
    on(world, 'UntagResource', ResourceARN, tagKeys(TagKeys)),
  ]),
};
