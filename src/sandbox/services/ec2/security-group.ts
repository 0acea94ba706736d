import type { IpPermission, SecurityGroup, Tag } from '@aws-sdk/client-ec2';
import type { MakeId, Place } from './default-vpc.ts';
import type { Ec2State, SecurityGroupRecord, SecurityGroupRuleRecord, VpcRecord } from './state.ts';

interface WantedGroup {
  readonly name: string;
  readonly description: string;
  readonly tags: Tag[];
}

/** Makes a security group that lets nothing in and, as all in a VPC, everything out. */
export function addSecurityGroup(state: Ec2State, place: Place, vpc: VpcRecord, wanted: WantedGroup, makeId: MakeId): SecurityGroupRecord {
  const GroupId = makeId('sg', wanted.name);
  const group: SecurityGroupRecord = {
    GroupId,
    GroupName: wanted.name,
    Description: wanted.description,
    VpcId: vpc.VpcId,
    OwnerId: place.account,
    SecurityGroupArn: `arn:aws:ec2:${place.region}:${place.account}:security-group/${GroupId}`,
    Tags: wanted.tags,
  };
  state.securityGroups[GroupId] = group;
  allowAll(state, group, { fromItself: false }, makeId);
  return group;
}

/** A rule for all protocols: to everywhere, or from the group itself. */
export function allowAll(state: Ec2State, group: SecurityGroupRecord, { fromItself }: { fromItself: boolean }, makeId: MakeId): void {
  const SecurityGroupRuleId = makeId('sgr', `${group.GroupName}/${fromItself ? 'ingress' : 'egress'}`);
  state.securityGroupRules[SecurityGroupRuleId] = {
    SecurityGroupRuleId,
    SecurityGroupRuleArn: ruleArn(group, SecurityGroupRuleId),
    GroupId: group.GroupId,
    GroupOwnerId: group.OwnerId,
    IsEgress: !fromItself,
    IpProtocol: '-1',
    FromPort: -1,
    ToPort: -1,
    ...(fromItself ? { ReferencedGroupInfo: { GroupId: group.GroupId, UserId: group.OwnerId } } : { CidrIpv4: '0.0.0.0/0' }),
    Tags: [],
  };
}

export const ruleArn = (group: SecurityGroupRecord, ruleId: string): string =>
  group.SecurityGroupArn.replace(/:security-group\/.*/, `:security-group-rule/${ruleId}`);

export const rulesOf = (state: Ec2State, groupId: string): readonly SecurityGroupRuleRecord[] =>
  Object.values(state.securityGroupRules).filter(({ GroupId }) => GroupId === groupId);

/** The rules as the older calls tell them: one permission for each protocol and range of ports. */
function permissionsOf(rules: readonly SecurityGroupRuleRecord[]): IpPermission[] {
  const permissions = new Map<string, IpPermission>();
  for (const rule of rules) {
    const { IpProtocol, FromPort, ToPort, Description } = rule;
    const key = `${IpProtocol}/${FromPort}/${ToPort}`;
    const ports = IpProtocol === '-1' ? {} : { FromPort, ToPort };
    const permission = permissions.get(key) ?? {
      IpProtocol,
      ...ports,
      UserIdGroupPairs: [],
      IpRanges: [],
      Ipv6Ranges: [],
      PrefixListIds: [],
    };
    permissions.set(key, permission);
    const described = Description === undefined ? {} : { Description };
    if (rule.CidrIpv4 !== undefined) permission.IpRanges?.push({ CidrIp: rule.CidrIpv4, ...described });
    if (rule.CidrIpv6 !== undefined) permission.Ipv6Ranges?.push({ CidrIpv6: rule.CidrIpv6, ...described });
    if (rule.PrefixListId !== undefined) permission.PrefixListIds?.push({ PrefixListId: rule.PrefixListId, ...described });
    if (rule.ReferencedGroupInfo) {
      const { GroupId, UserId } = rule.ReferencedGroupInfo;
      permission.UserIdGroupPairs?.push({ GroupId, UserId, ...described });
    }
  }
  return [...permissions.values()];
}

/** A security group as the API tells it. */
export function describeGroup(state: Ec2State, group: SecurityGroupRecord): SecurityGroup {
  const rules = rulesOf(state, group.GroupId);
  return {
    ...group,
    IpPermissions: permissionsOf(rules.filter(({ IsEgress }) => !IsEgress)),
    IpPermissionsEgress: permissionsOf(rules.filter(({ IsEgress }) => IsEgress)),
  };
}
