import { DescribeSecurityGroups$, type DescribeSecurityGroupsRequest, type DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { describe } from './describe.ts';
import type { FilterTable } from './filters.ts';
import { findGroupByName } from './find-security-group.ts';
import { SECURITY_GROUP } from './kinds.ts';
import { describeGroup, rulesOf } from './security-group.ts';
import type { SecurityGroupRecord, SecurityGroupRuleRecord } from './state.ts';

const GROUP_FILTERS: FilterTable<SecurityGroupRecord> = {
  description: group => group.Description,
  'group-id': group => group.GroupId,
  'group-name': group => group.GroupName,
  'owner-id': group => group.OwnerId,
  'vpc-id': group => group.VpcId,
};

const RULE_FILTERS: Readonly<Record<string, (rule: SecurityGroupRuleRecord) => string | number | undefined>> = {
  cidr: rule => rule.CidrIpv4,
  'from-port': rule => rule.FromPort,
  'group-id': rule => rule.ReferencedGroupInfo?.GroupId,
  'ipv6-cidr': rule => rule.CidrIpv6,
  'prefix-list-id': rule => rule.PrefixListId,
  protocol: rule => rule.IpProtocol,
  'to-port': rule => rule.ToPort,
};

/** Rules are asked for as `ip-permission.cidr` and `egress.ip-permission.cidr`. */
function filters(world: World): FilterTable<SecurityGroupRecord> {
  const byRule =
    (isEgress: boolean, look: (rule: SecurityGroupRuleRecord) => string | number | undefined) => (group: SecurityGroupRecord) =>
      rulesOf(world.state.ec2, group.GroupId)
        .filter(({ IsEgress }) => IsEgress === isEgress)
        .map(look);
  const ofRules = Object.entries(RULE_FILTERS).flatMap(([name, look]) => [
    [`ip-permission.${name}`, byRule(false, look)] as const,
    [`egress.ip-permission.${name}`, byRule(true, look)] as const,
  ]);
  return { ...GROUP_FILTERS, ...Object.fromEntries(ofRules) };
}

export const describeSecurityGroups = operation(
  DescribeSecurityGroups$,
  (world, input: DescribeSecurityGroupsRequest): DescribeSecurityGroupsResult => {
    const named = input.GroupNames?.map(name => findGroupByName(world, name).GroupId) ?? [];
    const ids = { parameter: 'groupIds', values: [...(input.GroupIds ?? []), ...named] };
    const { found, paging } = describe(SECURITY_GROUP, world, input, ids, filters(world));
    return { SecurityGroups: found.map(group => describeGroup(world.state.ec2, group)), ...paging };
  },
);
