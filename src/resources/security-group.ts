import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type IpPermission,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import type { Aws } from '../aws/aws.ts';
import { isTransient, nameIs, whenMissing } from '../aws/errors.ts';
import { retryInUse, retryWhile } from '../aws/retry.ts';
import { markOf, ownerTagList } from '../aws/tags.ts';
import type { Intent, Kind } from '../engine/types.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';
import { asWanted, unordered } from './same.ts';

/** Lets one TCP port in, from addresses or from the members of a group. */
export interface IngressRule {
  readonly port: number;
  /** IPv4 or IPv6 range. */
  readonly cidr?: string;
  readonly sourceGroupId?: string;
  readonly description: string;
}

/** Lets one protocol out to one place. */
export interface EgressRule {
  /** `all`, a name such as `tcp`, or a number. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  /** IPv4 or IPv6 range, a security group, or a prefix list. */
  readonly to: string;
}

/** As AWS sets it at birth. */
export const ALL_EGRESS: readonly EgressRule[] = [{ protocol: 'all', to: '0.0.0.0/0' }];

export interface SecurityGroupSpec {
  readonly name: string;
  readonly vpcId: string;
  readonly description: string;
  readonly ingress: readonly IngressRule[];
  readonly egress: readonly EgressRule[];
}

export type SecurityGroupOutputs = { readonly id: string };

/** A firewall around the load balancer or the tasks. */
export const securityGroup: Kind<SecurityGroupSpec, SecurityGroupOutputs, Aws> = {
  type: 'ec2.security-group',
  outputs: ['id'],
  identity: ['name', 'vpcId'],
  replaceOn: ['description'],
  arnPattern: /^arn:[^:]+:ec2:[^:]+:\d+:security-group\/(?<id>[\w-]+)$/,
  permissions: {
    read: ['ec2:DescribeSecurityGroups'],
    write: [
      'ec2:CreateSecurityGroup',
      'ec2:CreateTags',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:RevokeSecurityGroupIngress',
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:DeleteSecurityGroup',
    ],
  },

  async read(aws, spec, known) {
    const group = (known && (await findById(aws, known.id))) ?? (await findByName(aws, spec));
    if (group === undefined) return undefined;
    return {
      outputs: { id: required(group.GroupId, 'GroupId') },
      actual: {
        name: required(group.GroupName, 'GroupName'),
        vpcId: required(group.VpcId, 'VpcId'),
        description: group.Description ?? '',
        ingress: asWanted(spec.ingress, (group.IpPermissions ?? []).flatMap(rulesOf), unordered),
        egress: asWanted(spec.egress, (group.IpPermissionsEgress ?? []).flatMap(egressOf), unordered),
      },
      ...markOf(group.Tags),
    };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(aws, intent, { kind: securityGroup, spec, name: spec.name, exists: ['InvalidGroup.Duplicate'] }, async () => ({
        outputs: { id: await create(aws, spec) },
        actual: { egress: ALL_EGRESS },
        owner: aws.owner,
      })));
    const { id } = there.outputs;
    if (there.owner !== aws.owner) await aws.ec2.send(new CreateTagsCommand({ Resources: [id], Tags: ownerTagList(aws) }));
    await syncIngress(aws, intent, id, spec.ingress, there.actual.ingress ?? []);
    await syncEgress(aws, intent, id, spec.egress, there.actual.egress ?? []);
    return there.outputs;
  },

  async remove(aws, known, intent) {
    // Network interfaces of a load balancer or of tasks hold on to their groups for minutes after they are gone.
    const gone = () => whenMissing(aws.ec2.send(new DeleteSecurityGroupCommand({ GroupId: known.id })), 'InvalidGroup.NotFound');
    await retryInUse(aws, intent, ['DependencyViolation'], gone, 15 * 60);
  },
};

const findById = async (aws: Aws, id: string): Promise<SecurityGroup | undefined> => {
  const found = await whenMissing(aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] })), 'InvalidGroup.NotFound');
  return found?.SecurityGroups?.[0];
};

const findByName = async (aws: Aws, { name, vpcId }: SecurityGroupSpec): Promise<SecurityGroup | undefined> => {
  const Filters = [
    { Name: 'group-name', Values: [name] },
    { Name: 'vpc-id', Values: [vpcId] },
  ];
  return (await aws.ec2.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups?.[0];
};

async function create(aws: Aws, { name, vpcId, description }: SecurityGroupSpec): Promise<string> {
  const { GroupId } = await aws.ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: name,
      VpcId: vpcId,
      Description: description,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: ownerTagList(aws) }],
    }),
  );
  return required(GroupId, 'GroupId');
}

/** The rules of one permission that this tool can express; others (ranges of ports, prefix lists) are left as they are. */
function rulesOf(permission: IpPermission): IngressRule[] {
  const { IpProtocol, FromPort: port, ToPort, IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [] } = permission;
  if (IpProtocol !== 'tcp' || port === undefined || port !== ToPort) return [];
  return [
    ...IpRanges.map(({ CidrIp, Description }) => ({ port, cidr: required(CidrIp, 'CidrIp'), description: Description ?? '' })),
    ...Ipv6Ranges.map(({ CidrIpv6, Description }) => ({ port, cidr: required(CidrIpv6, 'CidrIpv6'), description: Description ?? '' })),
    ...UserIdGroupPairs.map(({ GroupId, Description }) => ({
      port,
      sourceGroupId: required(GroupId, 'GroupId'),
      description: Description ?? '',
    })),
  ];
}

function permissionOf({ port, cidr, sourceGroupId, description }: IngressRule): IpPermission {
  const Description = description;
  return {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    ...(cidr !== undefined &&
      (cidr.includes(':') ? { Ipv6Ranges: [{ CidrIpv6: cidr, Description }] } : { IpRanges: [{ CidrIp: cidr, Description }] })),
    ...(sourceGroupId !== undefined && { UserIdGroupPairs: [{ GroupId: sourceGroupId, Description }] }),
  };
}

/** The rules of one permission. One that lets IPv6 out everywhere comes along with a VPC that has IPv6, and is as wanted as none. */
function egressOf(permission: IpPermission): EgressRule[] {
  const { IpProtocol, FromPort, ToPort, IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] } = permission;
  const isAll = IpProtocol === ALL_PROTOCOLS;
  const what = isAll
    ? { protocol: 'all' }
    : {
        protocol: required(IpProtocol, 'IpProtocol'),
        ...(FromPort !== undefined && { fromPort: FromPort }),
        ...(ToPort !== undefined && { toPort: ToPort }),
      };
  const places = [
    ...IpRanges.map(({ CidrIp }) => required(CidrIp, 'CidrIp')),
    ...Ipv6Ranges.map(({ CidrIpv6 }) => required(CidrIpv6, 'CidrIpv6')).filter(cidr => !(isAll && cidr === '::/0')),
    ...UserIdGroupPairs.map(({ GroupId }) => required(GroupId, 'GroupId')),
    ...PrefixListIds.map(({ PrefixListId }) => required(PrefixListId, 'PrefixListId')),
  ];
  return places.map(to => ({ ...what, to }));
}

const ALL_PROTOCOLS = '-1';

const egressPermissionOf = ({ protocol, fromPort, toPort, to }: EgressRule): IpPermission => ({
  IpProtocol: protocol === 'all' ? ALL_PROTOCOLS : protocol,
  ...(fromPort !== undefined && { FromPort: fromPort }),
  ...(toPort !== undefined && { ToPort: toPort }),
  ...placeOf(to),
});

function placeOf(to: string): Pick<IpPermission, 'IpRanges' | 'Ipv6Ranges' | 'UserIdGroupPairs' | 'PrefixListIds'> {
  if (to.startsWith('sg-')) return { UserIdGroupPairs: [{ GroupId: to }] };
  if (to.startsWith('pl-')) return { PrefixListIds: [{ PrefixListId: to }] };
  return to.includes(':') ? { Ipv6Ranges: [{ CidrIpv6: to }] } : { IpRanges: [{ CidrIp: to }] };
}

const textOf = ({ port, cidr, sourceGroupId, description }: IngressRule): string =>
  JSON.stringify([port, cidr, sourceGroupId, description]);

const egressTextOf = ({ protocol, fromPort, toPort, to }: EgressRule): string => JSON.stringify([protocol, fromPort, toPort, to]);

/** Those of one list that the other has not. */
function without<Rule>(all: readonly Rule[], others: readonly Rule[], text: (rule: Rule) => string): readonly Rule[] {
  const texts = new Set(others.map(text));
  return all.filter(rule => !texts.has(text(rule)));
}

/** Rules that go are revoked first: AWS tells rules apart without their description, and refuses the same one twice. */
async function syncIngress(
  aws: Aws,
  intent: Intent,
  GroupId: string,
  wanted: readonly IngressRule[],
  actual: readonly IngressRule[],
): Promise<void> {
  const surplus = without(actual, wanted, textOf).map(permissionOf);
  if (surplus.length > 0) await aws.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: surplus }));
  for (const rule of without(wanted, actual, textOf)) {
    const command = new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permissionOf(rule)] });
    await authorize(aws, intent, () => aws.ec2.send(command));
  }
}

/** Rules that come are there before others go, so that tasks are not cut off. */
async function syncEgress(
  aws: Aws,
  intent: Intent,
  GroupId: string,
  wanted: readonly EgressRule[],
  actual: readonly EgressRule[],
): Promise<void> {
  for (const rule of without(wanted, actual, egressTextOf)) {
    const command = new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [egressPermissionOf(rule)] });
    await authorize(aws, intent, () => aws.ec2.send(command));
  }
  const surplus = without(actual, wanted, egressTextOf).map(egressPermissionOf);
  if (surplus.length > 0) await aws.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: surplus }));
}

/** A group just made may not be known everywhere yet. A rule that is there already, as after an answer that was lost, is a duplicate. */
const authorize = (aws: Aws, intent: Intent, send: () => Promise<unknown>) =>
  retryWhile(
    aws,
    intent,
    error => nameIs(error, 'InvalidGroup.NotFound') || isTransient(error),
    () => whenMissing(send(), 'InvalidPermission.Duplicate'),
    { seconds: 60 },
  );
