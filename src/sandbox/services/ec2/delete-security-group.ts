import { DeleteSecurityGroup$, type DeleteSecurityGroupRequest, type DeleteSecurityGroupResult } from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { dependencyViolation } from './faults.ts';
import { namedGroup } from './find-security-group.ts';
import type { Ec2State } from './state.ts';

const hasInterface = (state: Ec2State, groupId: string): boolean =>
  Object.values(state.networkInterfaces).some(({ Groups }) => Groups.some(({ GroupId }) => GroupId === groupId));

const isReferredTo = (state: Ec2State, groupId: string): boolean =>
  Object.values(state.securityGroupRules).some(rule => rule.GroupId !== groupId && rule.ReferencedGroupInfo?.GroupId === groupId);

function run(world: World, input: DeleteSecurityGroupRequest): DeleteSecurityGroupResult {
  const state = world.state.ec2;
  const { GroupId, GroupName } = namedGroup(world, input);
  if (GroupName === 'default') {
    throw new Fault('CannotDelete', `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`);
  }
  if (hasInterface(state, GroupId) || isReferredTo(state, GroupId)) {
    throw dependencyViolation(`resource ${GroupId} has a dependent object`);
  }
  removeGroup(state, GroupId);
  return { Return: true, GroupId };
}

export const deleteSecurityGroup = operation(DeleteSecurityGroup$, run);

/** Takes a group away, and its rules with it. */
export function removeGroup(state: Ec2State, groupId: string): void {
  delete state.securityGroups[groupId];
  for (const rule of Object.values(state.securityGroupRules)) {
    if (rule.GroupId === groupId) delete state.securityGroupRules[rule.SecurityGroupRuleId];
  }
}
