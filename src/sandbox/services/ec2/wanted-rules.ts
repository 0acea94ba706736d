import type { IpPermission } from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { formatBlock, parseBlock } from './cidr.ts';
import { invalidParameter, missingParameter } from './faults.ts';
import { findGroupByName, findSecurityGroup } from './find-security-group.ts';
import type { SecurityGroupRecord, SecurityGroupRuleRecord } from './state.ts';

/** What a rule says, without what it is called. */
export type WantedRule = Pick<
  SecurityGroupRuleRecord,
  'IpProtocol' | 'FromPort' | 'ToPort' | 'CidrIpv4' | 'CidrIpv6' | 'PrefixListId' | 'ReferencedGroupInfo' | 'Description'
>;

/** The flat form of a call that is about one permission: older than IpPermissions, and still taken. */
export interface FlatPermission {
  readonly CidrIp?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly IpProtocol?: string | undefined;
  readonly SourceSecurityGroupName?: string | undefined;
  readonly IpPermissions?: readonly IpPermission[] | undefined;
}

/** The permissions that a call names, in either form. */
export function permissionsOfCall(input: FlatPermission): readonly IpPermission[] {
  if (input.IpPermissions?.length) return input.IpPermissions;
  const { CidrIp, FromPort, ToPort, IpProtocol, SourceSecurityGroupName } = input;
  if (IpProtocol === undefined && SourceSecurityGroupName === undefined) throw missingParameter('ipPermissions');
  return [
    {
      IpProtocol: IpProtocol ?? '-1',
      FromPort,
      ToPort,
      IpRanges: CidrIp === undefined ? [] : [{ CidrIp }],
      UserIdGroupPairs: SourceSecurityGroupName === undefined ? [] : [{ GroupName: SourceSecurityGroupName }],
    },
  ];
}

const PROTOCOL_NAMES: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6', all: '-1' };

function protocolOf(name: string | undefined): string {
  if (name === undefined) throw missingParameter('ipProtocol');
  const protocol = PROTOCOL_NAMES[name] ?? name.toLowerCase();
  if (!/^(tcp|udp|icmp|icmpv6|-1|\d{1,3})$/.test(protocol)) {
    throw new Fault('InvalidPermission.Malformed', `Unsupported IP protocol "${name}"`);
  }
  return protocol;
}

function portsOf(protocol: string, { FromPort, ToPort }: IpPermission): { readonly FromPort: number; readonly ToPort: number } {
  if (protocol !== 'tcp' && protocol !== 'udp') {
    return protocol.startsWith('icmp') ? { FromPort: FromPort ?? -1, ToPort: ToPort ?? -1 } : { FromPort: -1, ToPort: -1 };
  }
  if (FromPort === undefined || ToPort === undefined) {
    throw invalidParameter(`Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`);
  }
  for (const port of [FromPort, ToPort]) {
    if (port < 0 || port > 65_535) throw invalidParameter(`Invalid value '${port}' for port. Must be between 0 and 65535.`);
  }
  if (FromPort > ToPort) throw invalidParameter(`Invalid TCP/UDP port range (${FromPort}:${ToPort})`);
  return { FromPort, ToPort };
}

const RULE_DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

function described(Description: string | undefined): { readonly Description?: string } {
  if (Description === undefined) return {};
  if (!RULE_DESCRIPTION.test(Description)) {
    throw invalidParameter(
      'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    );
  }
  return { Description };
}

function canonicalCidr(text: string | undefined): string {
  const block = parseBlock(text ?? '');
  if (!block) throw invalidParameter(`CIDR block ${text ?? ''} is malformed`);
  return formatBlock(block);
}

function peerGroup(
  world: World,
  group: SecurityGroupRecord,
  id: string | undefined,
  name: string | undefined,
): WantedRule['ReferencedGroupInfo'] {
  const peer = id === undefined && name !== undefined ? findGroupByName(world, name) : findSecurityGroup(world, id);
  if (peer.VpcId !== group.VpcId) {
    throw new Fault('InvalidGroup.NotFound', 'You have specified two resources that belong to different networks.');
  }
  return { GroupId: peer.GroupId, UserId: peer.OwnerId };
}

function rulesOfPermission(world: World, group: SecurityGroupRecord, permission: IpPermission): WantedRule[] {
  const IpProtocol = protocolOf(permission.IpProtocol);
  const base = { IpProtocol, ...portsOf(IpProtocol, permission) };
  const rules: WantedRule[] = [
    ...(permission.IpRanges ?? []).map(({ CidrIp, Description }) => ({
      ...base,
      CidrIpv4: canonicalCidr(CidrIp),
      ...described(Description),
    })),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) => ({ ...base, CidrIpv6, ...described(Description) })),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId, Description }) => ({ ...base, PrefixListId, ...described(Description) })),
    ...(permission.UserIdGroupPairs ?? []).map(({ GroupId, GroupName, Description }) => ({
      ...base,
      ReferencedGroupInfo: peerGroup(world, group, GroupId, GroupName),
      ...described(Description),
    })),
  ];
  if (rules.length === 0) throw missingParameter('ipRanges, ipv6Ranges, prefixListIds or userIdGroupPairs');
  return rules;
}

/** The rules that permissions stand for: one for each peer. */
export const wantedRules = (world: World, group: SecurityGroupRecord, permissions: readonly IpPermission[]): WantedRule[] =>
  permissions.flatMap(permission => rulesOfPermission(world, group, permission));

const peerOf = (rule: WantedRule): string => rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? '';

/** What makes two rules the same: everything but the description. */
export const ruleKey = (rule: WantedRule): string => `${rule.IpProtocol}/${rule.FromPort}/${rule.ToPort}/${peerOf(rule)}`;

/** A rule in the words of EC2's errors: `peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW`. */
export function describeRule(rule: WantedRule): string {
  const { IpProtocol, FromPort, ToPort } = rule;
  if (IpProtocol === '-1') return `peer: ${peerOf(rule)}, ALL, ALLOW`;
  if (/^\d+$/.test(IpProtocol)) return `peer: ${peerOf(rule)}, protocol: ${IpProtocol}, ALLOW`;
  const [from, to] = IpProtocol.startsWith('icmp') ? ['type', 'code'] : ['from port', 'to port'];
  return `peer: ${peerOf(rule)}, ${IpProtocol.toUpperCase()}, ${from}: ${FromPort}, ${to}: ${ToPort}, ALLOW`;
}
