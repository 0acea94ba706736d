import {
  GetAccountAuthorizationDetails$,
  type AttachedPolicy,
  type GetAccountAuthorizationDetailsRequest,
  type GetAccountAuthorizationDetailsResponse,
  type PolicyDetail,
} from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { describeGroup } from './groups.ts';
import type { Holder } from './holder.ts';
import { MANAGED_POLICY_ARNS } from './managed-policies.ts';
import { findPolicy, lookUpPolicy } from './managed-policy.ts';
import { describePolicy } from './policies.ts';
import { describeVersion } from './policy-versions.ts';
import { describeRole, encodeDocument } from './role.ts';
import { allUsers } from './user.ts';
import { describeUser } from './users.ts';

const inline = ({ inlinePolicies }: Holder): PolicyDetail[] =>
  Object.entries(inlinePolicies).map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: encodeDocument(document) }));

const attached = (world: World, { attachedPolicies }: Holder): AttachedPolicy[] =>
  attachedPolicies.flatMap(PolicyArn => {
    const policy = lookUpPolicy(world, PolicyArn);
    return policy ? [{ PolicyName: policy.policyName, PolicyArn }] : [];
  });

/** All of the account at once, on one page. */
export const getAccountAuthorizationDetails = operation(
  GetAccountAuthorizationDetails$,
  (world, { Filter = [] }: GetAccountAuthorizationDetailsRequest): GetAccountAuthorizationDetailsResponse => {
    const asked = (kind: (typeof Filter)[number]): boolean => Filter.length === 0 || Filter.includes(kind);
    const { roles, groups, policies } = world.global.iam;
    const arns = [...(asked('LocalManagedPolicy') ? Object.keys(policies) : []), ...(asked('AWSManagedPolicy') ? MANAGED_POLICY_ARNS : [])];
    return {
      UserDetailList: (asked('User') ? allUsers(world) : []).map(user => ({
        ...describeUser(world, user, { full: true }),
        UserPolicyList: inline(user),
        GroupList: user.groups,
        AttachedManagedPolicies: attached(world, user),
      })),
      GroupDetailList: (asked('Group') ? Object.values(groups) : []).map(group => ({
        ...describeGroup(world, group),
        GroupPolicyList: inline(group),
        AttachedManagedPolicies: attached(world, group),
      })),
      RoleDetailList: (asked('Role') ? Object.values(roles) : []).map(role => ({
        ...describeRole(role, { full: true }),
        RolePolicyList: inline(role),
        AttachedManagedPolicies: attached(world, role),
        InstanceProfileList: [],
      })),
      Policies: arns
        .map(arn => ({ arn, policy: findPolicy(world, arn) }))
        .map(({ arn, policy }) => ({
          ...describePolicy(world, arn, policy, { full: false }),
          PolicyVersionList: Object.keys(policy.versions).map(id => describeVersion(policy, id, { full: true })),
        })),
      IsTruncated: false,
    };
  },
);
