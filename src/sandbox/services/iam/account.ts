import {
  GetAccountSummary$,
  ListAccountAliases$,
  ListInstanceProfilesForRole$,
  type GetAccountSummaryResponse,
  type ListAccountAliasesRequest,
  type ListAccountAliasesResponse,
  type ListInstanceProfilesForRoleRequest,
  type ListInstanceProfilesForRoleResponse,
} from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import { GROUP, ROLE, USER } from './holder.ts';
import { findRole } from './role.ts';
import { allUsers } from './user.ts';

/** The sandbox has no instance profiles: nothing here runs on EC2 instances. */
export const listInstanceProfilesForRole = operation(
  ListInstanceProfilesForRole$,
  (world, input: ListInstanceProfilesForRoleRequest): ListInstanceProfilesForRoleResponse => {
    findRole(world, input.RoleName ?? '');
    return { InstanceProfiles: [], IsTruncated: false };
  },
);

export const listAccountAliases = operation(
  ListAccountAliases$,
  (_world, _input: ListAccountAliasesRequest): ListAccountAliasesResponse => ({ AccountAliases: [], IsTruncated: false }),
);

/** What the account has, and its quotas. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const getAccountSummary = operation(GetAccountSummary$, (world): GetAccountSummaryResponse => {
  const { roles, groups, policies } = world.global.iam;
  return {
    SummaryMap: {
      Users: allUsers(world).length,
      UsersQuota: 5000,
      Groups: Object.keys(groups).length,
      GroupsQuota: 300,
      Roles: Object.keys(roles).length,
      RolesQuota: 1000,
      Policies: Object.keys(policies).length,
      PoliciesQuota: 1500,
      InstanceProfiles: 0,
      InstanceProfilesQuota: 1000,
      VersionsPerPolicyQuota: 5,
      AccessKeysPerUserQuota: 2,
      GroupsPerUserQuota: 10,
      AttachedPoliciesPerUserQuota: USER.attachmentQuota[1],
      AttachedPoliciesPerGroupQuota: GROUP.attachmentQuota[1],
      AttachedPoliciesPerRoleQuota: ROLE.attachmentQuota[1],
      UserPolicySizeQuota: USER.inlineQuota,
      GroupPolicySizeQuota: GROUP.inlineQuota,
      RolePolicySizeQuota: ROLE.inlineQuota,
      PolicySizeQuota: 6144,
      AssumeRolePolicySizeQuota: 2048,
      AccountMFAEnabled: 0,
      AccountAccessKeysPresent: 0,
      MFADevices: 0,
      MFADevicesInUse: 0,
    },
  };
});
