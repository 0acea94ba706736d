import type { SandboxService } from '../../operation.ts';
import { getUser, listAccountAliases, listInstanceProfilesForRole } from './account.ts';
import { attachRolePolicy, detachRolePolicy, listAttachedRolePolicies } from './attached-policies.ts';
import { createRole, rolePropagated } from './create-role.ts';
import { createServiceLinkedRole } from './create-service-linked-role.ts';
import { deleteRole } from './delete-role.ts';
import { deleteServiceLinkedRole, getServiceLinkedRoleDeletionStatus, serviceLinkedRoleDeleted } from './delete-service-linked-role.ts';
import { getPolicy, getPolicyVersion } from './get-policy.ts';
import { getRole } from './get-role.ts';
import { deleteRolePolicy, getRolePolicy, listRolePolicies, putRolePolicy } from './inline-policies.ts';
import { listRoles } from './list-roles.ts';
import { listRoleTags, tagRole, untagRole } from './role-tags.ts';
import { updateAssumeRolePolicy, updateRole, updateRoleDescription } from './update-role.ts';

/** AWS Identity and Access Management: the same in all regions. */
export const iam: SandboxService = {
  name: 'iam',
  protocol: 'query',
  version: '2010-05-08',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  validationCode: 'ValidationError',
  operations: [
    attachRolePolicy,
    createRole,
    createServiceLinkedRole,
    deleteRole,
    deleteRolePolicy,
    deleteServiceLinkedRole,
    detachRolePolicy,
    getPolicy,
    getPolicyVersion,
    getRole,
    getRolePolicy,
    getServiceLinkedRoleDeletionStatus,
    getUser,
    listAccountAliases,
    listAttachedRolePolicies,
    listInstanceProfilesForRole,
    listRolePolicies,
    listRoles,
    listRoleTags,
    putRolePolicy,
    tagRole,
    untagRole,
    updateAssumeRolePolicy,
    updateRole,
    updateRoleDescription,
  ],
  timers: { 'iam.role-propagated': rolePropagated, 'iam.service-linked-role-deleted': serviceLinkedRoleDeleted },
};
