import {
  AuthorizeSecurityGroupEgress$,
  AuthorizeSecurityGroupIngress$,
  type AuthorizeSecurityGroupEgressRequest,
  type AuthorizeSecurityGroupEgressResult,
  type AuthorizeSecurityGroupIngressRequest,
  type AuthorizeSecurityGroupIngressResult,
  type TagSpecification,
} from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { invalidParameter } from './faults.ts';
import { findSecurityGroup, namedGroup } from './find-security-group.ts';
import { newId } from './ids.ts';
import { ruleArn, rulesOf } from './security-group.ts';
import type { SecurityGroupRecord, SecurityGroupRuleRecord } from './state.ts';
import { specifiedTags } from './tag-specifications.ts';
import { describeRule, permissionsOfCall, ruleKey, wantedRules, type FlatPermission, type WantedRule } from './wanted-rules.ts';

/** Rules of a group in one direction. */
const RULE_QUOTA = 60;

function refuseDuplicates(present: readonly SecurityGroupRuleRecord[], wanted: readonly WantedRule[]): void {
  const keys = wanted.map(ruleKey);
  if (new Set(keys).size !== keys.length) throw invalidParameter('The same permission must not appear multiple times');
  const known = new Set(present.map(ruleKey));
  const duplicate = wanted.find(rule => known.has(ruleKey(rule)));
  if (duplicate) throw new Fault('InvalidPermission.Duplicate', `the specified rule "${describeRule(duplicate)}" already exists`);
}

interface AuthorizeRequest extends FlatPermission {
  readonly TagSpecifications?: readonly TagSpecification[] | undefined;
}

function authorize(world: World, group: SecurityGroupRecord, IsEgress: boolean, input: AuthorizeRequest) {
  const tags = specifiedTags(input.TagSpecifications, 'security-group-rule');
  const wanted = wantedRules(world, group, permissionsOfCall(input));
  const present = rulesOf(world.state.ec2, group.GroupId).filter(rule => rule.IsEgress === IsEgress);
  refuseDuplicates(present, wanted);
  if (present.length + wanted.length > RULE_QUOTA) {
    throw new Fault('RulesPerSecurityGroupLimitExceeded', 'The maximum number of rules per security group has been reached.');
  }
  const added = wanted.map((rule): SecurityGroupRuleRecord => {
    const SecurityGroupRuleId = newId('sgr');
    const { GroupId, OwnerId: GroupOwnerId } = group;
    return {
      SecurityGroupRuleId,
      SecurityGroupRuleArn: ruleArn(group, SecurityGroupRuleId),
      GroupId,
      GroupOwnerId,
      IsEgress,
      ...rule,
      Tags: [...tags],
    };
  });
  for (const rule of added) world.state.ec2.securityGroupRules[rule.SecurityGroupRuleId] = rule;
  return { Return: true, SecurityGroupRules: added };
}

export const authorizeSecurityGroupIngress = operation(
  AuthorizeSecurityGroupIngress$,
  (world, input: AuthorizeSecurityGroupIngressRequest): AuthorizeSecurityGroupIngressResult =>
    authorize(world, namedGroup(world, input), false, input),
);

export const authorizeSecurityGroupEgress = operation(
  AuthorizeSecurityGroupEgress$,
  (world, input: AuthorizeSecurityGroupEgressRequest): AuthorizeSecurityGroupEgressResult =>
    authorize(world, findSecurityGroup(world, input.GroupId), true, input),
);
