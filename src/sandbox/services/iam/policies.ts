import {
  CreatePolicy$,
  DeletePolicy$,
  GetPolicy$,
  ListEntitiesForPolicy$,
  ListPolicies$,
  type CreatePolicyRequest,
  type CreatePolicyResponse,
  type DeletePolicyRequest,
  type GetPolicyRequest,
  type GetPolicyResponse,
  type ListEntitiesForPolicyRequest,
  type ListEntitiesForPolicyResponse,
  type ListPoliciesRequest,
  type ListPoliciesResponse,
  type Policy,
} from '@aws-sdk/client-iam';
import { operation, type Operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { parseIdentityPolicy } from './check-policy.ts';
import { deleteConflict, entityAlreadyExists, limitExceeded, noSuchEntity, orMalformed } from './faults.ts';
import { MANAGED_POLICY_ARNS } from './managed-policies.ts';
import { findPolicy } from './managed-policy.ts';
import { markerPage } from './marker-page.ts';
import { uniqueId } from './role.ts';
import type { PolicyRecord } from './state.ts';
import { mergeTags } from './tags.ts';
import { sizeOf } from './trust.ts';
import { allUsers } from './user.ts';

const SIZE_QUOTA = 6144;

/** Refuses a document that cannot be a managed policy. */
export function checkManagedDocument(text: string): void {
  orMalformed(() => parseIdentityPolicy(text));
  if (sizeOf(text) > SIZE_QUOTA) throw limitExceeded(`Cannot exceed quota for PolicySize: ${SIZE_QUOTA}`);
}

/** The account's own policy of an ARN: AWS's cannot be changed. */
export function findOwnPolicy(world: World, arn: string): PolicyRecord {
  const policy = findPolicy(world, arn);
  if (!Object.hasOwn(world.global.iam.policies, arn)) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return policy;
}

/** Who has a policy, and whom it bounds. */
function usesOf(world: World, arn: string) {
  const { roles, groups } = world.global.iam;
  const has = ({ attachedPolicies }: { readonly attachedPolicies: readonly string[] }) => attachedPolicies.includes(arn);
  const users = allUsers(world);
  return {
    roles: Object.values(roles).filter(has),
    users: users.filter(has),
    groups: Object.values(groups).filter(has),
    boundedRoles: Object.values(roles).filter(({ permissionsBoundary }) => permissionsBoundary === arn),
    boundedUsers: users.filter(({ permissionsBoundary }) => permissionsBoundary === arn),
  };
}

/** A policy as the API tells it. Lists leave out description and tags. */
export function describePolicy(world: World, arn: string, policy: PolicyRecord, { full }: { full: boolean }): Policy {
  const { roles, users, groups, boundedRoles, boundedUsers } = usesOf(world, arn);
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: roles.length + users.length + groups.length,
    PermissionsBoundaryUsageCount: boundedRoles.length + boundedUsers.length,
    IsAttachable: true,
    CreateDate: policy.createDate,
    UpdateDate: policy.updateDate,
    ...(full && policy.description !== undefined && { Description: policy.description }),
    ...(full && { Tags: policy.tags }),
  };
}

const createPolicy = operation(CreatePolicy$, (world, input: CreatePolicyRequest): CreatePolicyResponse => {
  const { PolicyName = '', PolicyDocument = '', Path = '/' } = input;
  checkManagedDocument(PolicyDocument);
  const tags = mergeTags([], input.Tags ?? []);
  const { policies } = world.global.iam;
  const arn = `arn:aws:iam::${world.account}:policy${Path}${PolicyName}`;
  if (Object.values(policies).some(({ policyName }) => policyName.toLowerCase() === PolicyName.toLowerCase())) {
    throw entityAlreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`);
  }
  const createDate = world.clock.now();
  const policy: PolicyRecord = {
    policyName: PolicyName,
    policyId: uniqueId('ANPA'),
    path: Path,
    description: input.Description,
    createDate,
    updateDate: createDate,
    tags,
    defaultVersionId: 'v1',
    nextVersion: 2,
    versions: { v1: { document: PolicyDocument, createDate } },
  };
  policies[arn] = policy;
  return { Policy: describePolicy(world, arn, policy, { full: true }) };
});

const getPolicy = operation(GetPolicy$, (world, { PolicyArn = '' }: GetPolicyRequest): GetPolicyResponse => ({
  Policy: describePolicy(world, PolicyArn, findPolicy(world, PolicyArn), { full: true }),
}));

const listPolicies = operation(ListPolicies$, (world, input: ListPoliciesRequest): ListPoliciesResponse => {
  const { Scope = 'All', PathPrefix = '/', PolicyUsageFilter: usage } = input;
  const arns = [...(Scope === 'AWS' ? [] : Object.keys(world.global.iam.policies)), ...(Scope === 'Local' ? [] : MANAGED_POLICY_ARNS)];
  const policies = arns
    .map(arn => describePolicy(world, arn, findPolicy(world, arn), { full: false }))
    .filter(({ Path = '', AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }) => {
      if (!Path.startsWith(PathPrefix) || (input.OnlyAttached && AttachmentCount === 0)) return false;
      if (usage === 'PermissionsBoundary') return PermissionsBoundaryUsageCount > 0;
      return usage === 'PermissionsPolicy' ? AttachmentCount > 0 : true;
    });
  const { found, paging } = markerPage(policies, input);
  return { Policies: found, ...paging };
});

const deletePolicy = operation(DeletePolicy$, (world, { PolicyArn = '' }: DeletePolicyRequest): void => {
  const policy = findOwnPolicy(world, PolicyArn);
  const { roles, users, groups, boundedRoles, boundedUsers } = usesOf(world, PolicyArn);
  if ([...roles, ...users, ...groups, ...boundedRoles, ...boundedUsers].length > 0) {
    throw deleteConflict('Cannot delete a policy attached to entities.');
  }
  if (Object.keys(policy.versions).length > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  delete world.global.iam.policies[PolicyArn];
});

const listEntitiesForPolicy = operation(
  ListEntitiesForPolicy$,
  (world, input: ListEntitiesForPolicyRequest): ListEntitiesForPolicyResponse => {
    const { PolicyArn = '', PathPrefix = '/', EntityFilter: filter, PolicyUsageFilter: usage } = input;
    findPolicy(world, PolicyArn);
    const uses = usesOf(world, PolicyArn);
    const asked = <Use extends { readonly path: string }>(
      kind: string,
      attached: readonly Use[],
      bounded: readonly Use[],
    ): readonly Use[] => {
      if (filter !== undefined && filter !== kind) return [];
      const wanted = [...(usage === 'PermissionsBoundary' ? [] : attached), ...(usage === 'PermissionsPolicy' ? [] : bounded)];
      return [...new Set(wanted)].filter(({ path }) => path.startsWith(PathPrefix));
    };
    return {
      PolicyGroups: asked('Group', uses.groups, []).map(({ groupName, groupId }) => ({ GroupName: groupName, GroupId: groupId })),
      PolicyUsers: asked('User', uses.users, uses.boundedUsers).map(({ userName, userId }) => ({ UserName: userName, UserId: userId })),
      PolicyRoles: asked('Role', uses.roles, uses.boundedRoles).map(({ roleName, roleId }) => ({ RoleName: roleName, RoleId: roleId })),
      IsTruncated: false,
    };
  },
);

export const policyOperations: readonly Operation[] = [createPolicy, getPolicy, listPolicies, deletePolicy, listEntitiesForPolicy];
