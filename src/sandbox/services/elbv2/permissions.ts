import type {
  AddTagsInput,
  CreateListenerInput,
  CreateLoadBalancerInput,
  CreateRuleInput,
  CreateTargetGroupInput,
  ModifyListenerInput,
  RemoveTagsInput,
  SetRulePrioritiesInput,
  SetSecurityGroupsInput,
  SetSubnetsInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { given, hasTags, requestTags, resourceTags, tagKeys, type SpeltTags } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';
import { needsServiceLinkedRole } from '../iam/service-linked-role.ts';

const SERVICE = 'elasticloadbalancing';

/** An action on what is there, with its tags. */
const on = (world: World, action: string, resource = '*', context: RequestContext = {}): Need => ({
  action: `${SERVICE}:${action}`,
  resource,
  context: { ...resourceTags(world.state.elbv2.tags[resource], SERVICE), ...context },
});

/** Tagging on creation is asked about beside the creation: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html */
const taggingNew = (action: string, resource: string, tags: SpeltTags): readonly Need[] =>
  hasTags(tags) ? [{ action: `${SERVICE}:AddTags`, resource, context: { ...requestTags(tags), [`${SERVICE}:CreateAction`]: action } }] : [];

/** ARN of what will be made under a resource: a listener under its load balancer, a rule under its listener. Its id is not known yet. */
const under = (parentArn: string, parent: string, child: string): string => `${parentArn.replace(`:${parent}/`, `:${child}/`)}/*`;

const subnetsOf = (input: CreateLoadBalancerInput | SetSubnetsInput): readonly string[] => [
  ...(input.Subnets ?? []),
  ...(input.SubnetMappings ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
];

function creatingLoadBalancer(world: World, input: CreateLoadBalancerInput): readonly Need[] {
  const { Name, Tags, SecurityGroups, Scheme = 'internet-facing' } = input;
  const resource = arn(world, SERVICE, `loadbalancer/app/${Name}/*`);
  const context = given({
    [`${SERVICE}:Scheme`]: Scheme,
    [`${SERVICE}:Subnet`]: subnetsOf(input),
    [`${SERVICE}:SecurityGroup`]: SecurityGroups,
  });
  return [
    { action: `${SERVICE}:CreateLoadBalancer`, resource, context: { ...requestTags(Tags), ...context } },
    ...taggingNew('CreateLoadBalancer', resource, Tags),
    ...needsServiceLinkedRole(world, 'elasticloadbalancing.amazonaws.com'),
  ];
}

const listenerContext = ({ Protocol, SslPolicy }: CreateListenerInput | ModifyListenerInput): RequestContext =>
  given({ [`${SERVICE}:ListenerProtocol`]: Protocol, [`${SERVICE}:SecurityPolicy`]: SslPolicy });

const onLoadBalancer = (action: string): NeedsOf<never> =>
  needs((world, { LoadBalancerArn }: { LoadBalancerArn?: string | undefined }) => [on(world, action, LoadBalancerArn)]);

const onListener = (action: string): NeedsOf<never> =>
  needs((world, { ListenerArn }: { ListenerArn?: string | undefined }) => [on(world, action, ListenerArn)]);

const onTargetGroup = (action: string): NeedsOf<never> =>
  needs((world, { TargetGroupArn }: { TargetGroupArn?: string | undefined }) => [on(world, action, TargetGroupArn)]);

const onRule = (action: string): NeedsOf<never> =>
  needs((world, { RuleArn }: { RuleArn?: string | undefined }) => [on(world, action, RuleArn)]);

/** What IAM is asked about calls of Elastic Load Balancing; what describes is asked about on `*`, as all that is not here. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  AddListenerCertificates: onListener('AddListenerCertificates'),
  AddTags: needs((world, { ResourceArns, Tags }: AddTagsInput) =>
    (ResourceArns ?? []).map(resource => on(world, 'AddTags', resource, requestTags(Tags))),
  ),
  CreateListener: needs((world, input: CreateListenerInput) => {
    const { LoadBalancerArn = '*', Tags } = input;
    return [
      on(world, 'CreateListener', LoadBalancerArn, { ...requestTags(Tags), ...listenerContext(input) }),
      ...taggingNew('CreateListener', under(LoadBalancerArn, 'loadbalancer', 'listener'), Tags),
    ];
  }),
  CreateLoadBalancer: needs(creatingLoadBalancer),
  CreateRule: needs((world, { ListenerArn = '*', Tags }: CreateRuleInput) => [
    on(world, 'CreateRule', ListenerArn, requestTags(Tags)),
    ...taggingNew('CreateRule', under(ListenerArn, 'listener', 'listener-rule'), Tags),
  ]),
  CreateTargetGroup: needs((world, { Name, Tags }: CreateTargetGroupInput) => {
    const resource = arn(world, SERVICE, `targetgroup/${Name}/*`);
    return [
      { action: `${SERVICE}:CreateTargetGroup`, resource, context: requestTags(Tags) },
      ...taggingNew('CreateTargetGroup', resource, Tags),
    ];
  }),
  DeleteListener: onListener('DeleteListener'),
  DeleteLoadBalancer: onLoadBalancer('DeleteLoadBalancer'),
  DeleteRule: onRule('DeleteRule'),
  DeleteTargetGroup: onTargetGroup('DeleteTargetGroup'),
  DeregisterTargets: onTargetGroup('DeregisterTargets'),
  ModifyListener: needs((world, input: ModifyListenerInput) => [on(world, 'ModifyListener', input.ListenerArn, listenerContext(input))]),
  ModifyListenerAttributes: onListener('ModifyListenerAttributes'),
  ModifyLoadBalancerAttributes: onLoadBalancer('ModifyLoadBalancerAttributes'),
  ModifyRule: onRule('ModifyRule'),
  ModifyTargetGroup: onTargetGroup('ModifyTargetGroup'),
  ModifyTargetGroupAttributes: onTargetGroup('ModifyTargetGroupAttributes'),
  RegisterTargets: onTargetGroup('RegisterTargets'),
  RemoveListenerCertificates: onListener('RemoveListenerCertificates'),
  RemoveTags: needs((world, { ResourceArns, TagKeys }: RemoveTagsInput) =>
    (ResourceArns ?? []).map(resource => on(world, 'RemoveTags', resource, tagKeys(TagKeys))),
  ),
  SetIpAddressType: onLoadBalancer('SetIpAddressType'),
  SetRulePriorities: needs((world, { RulePriorities }: SetRulePrioritiesInput) =>
    (RulePriorities ?? []).map(({ RuleArn }) => on(world, 'SetRulePriorities', RuleArn)),
  ),
  SetSecurityGroups: needs((world, { LoadBalancerArn, SecurityGroups }: SetSecurityGroupsInput) => [
    on(world, 'SetSecurityGroups', LoadBalancerArn, given({ [`${SERVICE}:SecurityGroup`]: SecurityGroups })),
  ]),
  SetSubnets: needs((world, input: SetSubnetsInput) => [
    on(world, 'SetSubnets', input.LoadBalancerArn, given({ [`${SERVICE}:Subnet`]: subnetsOf(input) })),
  ]),
};
