import {
  RevokeSecurityGroupEgress$,
  RevokeSecurityGroupIngress$,
  type IpPermission,
  type RevokeSecurityGroupEgressRequest,
  type RevokeSecurityGroupEgressResult,
  type RevokeSecurityGroupIngressRequest,
  type RevokeSecurityGroupIngressResult,
} from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { findSecurityGroup, namedGroup } from './find-security-group.ts';
import { find, SECURITY_GROUP_RULE } from './kinds.ts';
import { rulesOf } from './security-group.ts';
import type { SecurityGroupRecord, SecurityGroupRuleRecord } from './state.ts';
import { permissionsOfCall, ruleKey, wantedRules, type FlatPermission } from './wanted-rules.ts';

interface RevokeRequest extends FlatPermission {
  readonly SecurityGroupRuleIds?: readonly string[] | undefined;
}

interface Matched {
  readonly rules: readonly SecurityGroupRuleRecord[];
  readonly unknown: readonly IpPermission[];
}

function matchById(world: World, group: SecurityGroupRecord, isEgress: boolean, ids: readonly string[]): Matched {
  const rules = ids.map(id => {
    const rule = find(SECURITY_GROUP_RULE, world, id);
    if (rule.GroupId === group.GroupId && rule.IsEgress === isEgress) return rule;
    throw new Fault('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`);
  });
  return { rules, unknown: [] };
}

/** In the default VPC, a rule that is not there is reported; elsewhere it is an error. */
function matchByPermission(world: World, group: SecurityGroupRecord, isEgress: boolean, input: RevokeRequest): Matched {
  const present = rulesOf(world.state.ec2, group.GroupId).filter(({ IsEgress }) => IsEgress === isEgress);
  const matched = permissionsOfCall(input).map(permission => {
    const keys = new Set(wantedRules(world, group, [permission]).map(ruleKey));
    const rules = present.filter(rule => keys.has(ruleKey(rule)));
    return { rules, unknown: rules.length < keys.size ? [permission] : [] };
  });
  const unknown = matched.flatMap(match => match.unknown);
  if (unknown.length > 0 && !world.state.ec2.vpcs[group.VpcId]?.IsDefault) {
    throw new Fault('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
  }
  return { rules: matched.flatMap(({ rules }) => rules), unknown };
}

function revoke(world: World, group: SecurityGroupRecord, isEgress: boolean, input: RevokeRequest) {
  const ids = input.SecurityGroupRuleIds;
  const { rules, unknown } = ids?.length ? matchById(world, group, isEgress, ids) : matchByPermission(world, group, isEgress, input);
  for (const { SecurityGroupRuleId } of rules) delete world.state.ec2.securityGroupRules[SecurityGroupRuleId];
  const revoked = rules.map(({ ReferencedGroupInfo, ...rule }) => ({ ...rule, ReferencedGroupId: ReferencedGroupInfo?.GroupId }));
  return { Return: true, RevokedSecurityGroupRules: revoked, ...(unknown.length > 0 && { UnknownIpPermissions: [...unknown] }) };
}

export const revokeSecurityGroupIngress = operation(
  RevokeSecurityGroupIngress$,
  (world, input: RevokeSecurityGroupIngressRequest): RevokeSecurityGroupIngressResult =>
    revoke(world, namedGroup(world, input), false, input),
);

export const revokeSecurityGroupEgress = operation(
  RevokeSecurityGroupEgress$,
  (world, input: RevokeSecurityGroupEgressRequest): RevokeSecurityGroupEgressResult =>
    revoke(world, findSecurityGroup(world, input.GroupId), true, input),
);
