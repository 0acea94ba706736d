import type {
  AssociateRouteTableRequest,
  AttachInternetGatewayRequest,
  AuthorizeSecurityGroupIngressRequest,
  CreateInternetGatewayRequest,
  CreateRouteTableRequest,
  CreateSecurityGroupRequest,
  CreateSubnetRequest,
  CreateTagsRequest,
  CreateVpcRequest,
  DeleteTagsRequest,
  DetachInternetGatewayRequest,
  DisassociateRouteTableRequest,
  RevokeSecurityGroupIngressRequest,
  Tag,
  TagSpecification,
} from '@aws-sdk/client-ec2';
import { given, hasTags, requestTags, resourceTags, tagKeys } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';
import { KINDS } from './kinds.ts';

/** Condition key of the id, by type of resource. */
const ID_KEYS: Readonly<Record<string, string>> = {
  'internet-gateway': 'ec2:InternetGatewayID',
  'route-table': 'ec2:RouteTableID',
  'security-group': 'ec2:SecurityGroupID',
  subnet: 'ec2:SubnetID',
  vpc: 'ec2:VpcID',
};

/** In a VPC, by type; others know no `ec2:Vpc`. */
const WITH_VPC: readonly string[] = ['network-acl', 'network-interface', 'route-table', 'security-group', 'subnet'];

const text = (record: object | undefined, member: string): string | undefined => {
  const value: unknown = record && Reflect.get(record, member);
  return typeof value === 'string' ? value : undefined;
};

interface Resource {
  readonly arn: string;
  readonly context: RequestContext;
}

/** A resource of EC2 as IAM sees it: its ARN, and what conditions may ask of it. */
function resource(world: World, type: string, id = '*'): Resource {
  const records = KINDS.find(kind => kind.type === type)?.records(world.state.ec2);
  const record: { readonly Tags: readonly Tag[] } | undefined = records && Object.hasOwn(records, id) ? records[id] : undefined;
  const vpcId = WITH_VPC.includes(type) ? text(record, 'VpcId') : undefined;
  const idKey = ID_KEYS[type];
  return {
    arn: arn(world, 'ec2', `${type}/${id}`),
    context: {
      ...resourceTags(record?.Tags, 'ec2'),
      ...given({
        ...(idKey !== undefined && record && { [idKey]: id }),
        'ec2:Vpc': vpcId && arn(world, 'ec2', `vpc/${vpcId}`),
        'ec2:AvailabilityZone': type === 'subnet' ? text(record, 'AvailabilityZone') : undefined,
        'ec2:Tenancy': type === 'vpc' ? text(record, 'InstanceTenancy') : undefined,
      }),
    },
  };
}

/** What a tag or a rule is on, by the prefix of the id: `sg-1` is a security group. */
const resourceOfId = (world: World, id: string): Resource =>
  resource(world, KINDS.find(({ prefix }) => id.startsWith(`${prefix}-`))?.type ?? 'instance', id);

const need = (world: World, action: string, on: Resource, context: RequestContext = {}): Need => ({
  action: `ec2:${action}`,
  resource: on.arn,
  context: { 'ec2:Region': world.region, ...on.context, ...context },
});

const onAll = (action: string): NeedsOf<never> =>
  needs(world => [{ action: `ec2:${action}`, resource: '*', context: { 'ec2:Region': world.region } }]);

const tagsFor = (specifications: readonly TagSpecification[] | undefined, type: string): readonly Tag[] =>
  (specifications ?? []).filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags ?? []);

/** What a call makes, its id unknown yet, and the tagging of it. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html */
function making(world: World, action: string, type: string, specifications: readonly TagSpecification[] | undefined): readonly Need[] {
  const tags = tagsFor(specifications, type);
  const made = resource(world, type);
  const tagging = need(world, 'CreateTags', made, { ...requestTags(tags), 'ec2:CreateAction': action });
  return [need(world, action, made, requestTags(tags)), ...(hasTags(tags) ? [tagging] : [])];
}

/** An action on one thing that is there. */
const on = (action: string, type: string, member: string): NeedsOf<never> =>
  needs((world, input: object) => [need(world, action, resource(world, type, text(input, member)))]);

/** An action that sets something of a thing: `ec2:Attribute` says what. */
const modifying = (action: string, type: string, member: string): NeedsOf<never> =>
  needs((world, input: object) => {
    const [attribute] = Object.keys(input).filter(key => key !== member && key !== 'DryRun');
    return [need(world, action, resource(world, type, text(input, member)), given({ 'ec2:Attribute': attribute }))];
  });

/** A call may name a group of the default VPC instead of giving its id. */
function securityGroup(world: World, { GroupId, GroupName }: RevokeSecurityGroupIngressRequest): Resource {
  const { securityGroups, vpcs } = world.state.ec2;
  const byName = Object.values(securityGroups).find(group => group.GroupName === GroupName && vpcs[group.VpcId]?.IsDefault);
  return resource(world, 'security-group', GroupId ?? byName?.GroupId);
}

/** New rules are asked about on the group; rules are resources of their own where they get tags. */
const authorizing = (action: string): NeedsOf<never> =>
  needs((world, input: AuthorizeSecurityGroupIngressRequest) => [
    need(world, action, securityGroup(world, input)),
    ...(hasTags(tagsFor(input.TagSpecifications, 'security-group-rule'))
      ? making(world, action, 'security-group-rule', input.TagSpecifications)
      : []),
  ]);

const revoking = (action: string): NeedsOf<never> =>
  needs((world, input: RevokeSecurityGroupIngressRequest) => [need(world, action, securityGroup(world, input))]);

function disassociating(world: World, { AssociationId }: DisassociateRouteTableRequest): readonly Need[] {
  const associations = Object.values(world.state.ec2.routeTables).flatMap(table => table.Associations);
  const association = associations.find(({ RouteTableAssociationId }) => RouteTableAssociationId === AssociationId);
  return [
    need(world, 'DisassociateRouteTable', resource(world, 'route-table', association?.RouteTableId)),
    need(world, 'DisassociateRouteTable', resource(world, 'subnet', association?.SubnetId)),
  ];
}

const DESCRIBING =
  `AccountAttributes AvailabilityZones InternetGateways NetworkAcls NetworkInterfaces RouteTables SecurityGroupRules SecurityGroups
  Subnets Tags Vpcs`.split(/\s+/);

/** What IAM is asked about calls of EC2. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  ...Object.fromEntries(DESCRIBING.map(things => [`Describe${things}`, onAll(`Describe${things}`)])),
  AssociateRouteTable: needs((world, { RouteTableId, SubnetId }: AssociateRouteTableRequest) => [
    need(world, 'AssociateRouteTable', resource(world, 'route-table', RouteTableId)),
    need(world, 'AssociateRouteTable', resource(world, 'subnet', SubnetId)),
  ]),
  AttachInternetGateway: needs((world, { InternetGatewayId, VpcId }: AttachInternetGatewayRequest) => [
    need(world, 'AttachInternetGateway', resource(world, 'internet-gateway', InternetGatewayId)),
    need(world, 'AttachInternetGateway', resource(world, 'vpc', VpcId)),
  ]),
  AuthorizeSecurityGroupEgress: authorizing('AuthorizeSecurityGroupEgress'),
  AuthorizeSecurityGroupIngress: authorizing('AuthorizeSecurityGroupIngress'),
  CreateDefaultSubnet: onAll('CreateDefaultSubnet'),
  CreateDefaultVpc: onAll('CreateDefaultVpc'),
  CreateInternetGateway: needs((world, { TagSpecifications }: CreateInternetGatewayRequest) =>
    making(world, 'CreateInternetGateway', 'internet-gateway', TagSpecifications),
  ),
  CreateRoute: on('CreateRoute', 'route-table', 'RouteTableId'),
  CreateRouteTable: needs((world, { VpcId, TagSpecifications }: CreateRouteTableRequest) => [
    need(world, 'CreateRouteTable', resource(world, 'vpc', VpcId)),
    ...making(world, 'CreateRouteTable', 'route-table', TagSpecifications),
  ]),
  CreateSecurityGroup: needs((world, { VpcId, TagSpecifications }: CreateSecurityGroupRequest) => {
    const vpcId = VpcId ?? Object.values(world.state.ec2.vpcs).find(({ IsDefault }) => IsDefault)?.VpcId;
    return [
      ...making(world, 'CreateSecurityGroup', 'security-group', TagSpecifications),
      need(world, 'CreateSecurityGroup', resource(world, 'vpc', vpcId)),
    ];
  }),
  CreateSubnet: needs((world, { VpcId, TagSpecifications }: CreateSubnetRequest) => [
    need(world, 'CreateSubnet', resource(world, 'vpc', VpcId)),
    ...making(world, 'CreateSubnet', 'subnet', TagSpecifications),
  ]),
  CreateTags: needs((world, { Resources, Tags }: CreateTagsRequest) =>
    (Resources ?? []).map(id => need(world, 'CreateTags', resourceOfId(world, id), requestTags(Tags))),
  ),
  CreateVpc: needs((world, { TagSpecifications }: CreateVpcRequest) => making(world, 'CreateVpc', 'vpc', TagSpecifications)),
  DeleteInternetGateway: on('DeleteInternetGateway', 'internet-gateway', 'InternetGatewayId'),
  DeleteRoute: on('DeleteRoute', 'route-table', 'RouteTableId'),
  DeleteRouteTable: on('DeleteRouteTable', 'route-table', 'RouteTableId'),
  DeleteSecurityGroup: revoking('DeleteSecurityGroup'),
  DeleteSubnet: on('DeleteSubnet', 'subnet', 'SubnetId'),
  DeleteTags: needs((world, { Resources, Tags }: DeleteTagsRequest) => {
    const keys = (Tags ?? []).map(({ Key = '' }) => Key);
    return (Resources ?? []).map(id => need(world, 'DeleteTags', resourceOfId(world, id), tagKeys(keys)));
  }),
  DeleteVpc: on('DeleteVpc', 'vpc', 'VpcId'),
  DescribeVpcAttribute: on('DescribeVpcAttribute', 'vpc', 'VpcId'),
  DetachInternetGateway: needs((world, { InternetGatewayId, VpcId }: DetachInternetGatewayRequest) => [
    need(world, 'DetachInternetGateway', resource(world, 'internet-gateway', InternetGatewayId)),
    need(world, 'DetachInternetGateway', resource(world, 'vpc', VpcId)),
  ]),
  DisassociateRouteTable: needs(disassociating),
  ModifySubnetAttribute: modifying('ModifySubnetAttribute', 'subnet', 'SubnetId'),
  ModifyVpcAttribute: modifying('ModifyVpcAttribute', 'vpc', 'VpcId'),
  RevokeSecurityGroupEgress: revoking('RevokeSecurityGroupEgress'),
  RevokeSecurityGroupIngress: revoking('RevokeSecurityGroupIngress'),
};
