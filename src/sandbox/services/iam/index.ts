import type { SandboxService } from '../../operation.ts';
import { accessKeyOperations } from './access-keys.ts';
import { getAccountSummary, listAccountAliases, listInstanceProfilesForRole } from './account.ts';
import { getAccountAuthorizationDetails } from './authorization-details.ts';
import { attachedPolicyOperations } from './attached-policies.ts';
import { boundaryOperations } from './boundaries.ts';
import { createRole } from './create-role.ts';
import { createServiceLinkedRole } from './create-service-linked-role.ts';
import { deleteRole } from './delete-role.ts';
import { deleteServiceLinkedRole, getServiceLinkedRoleDeletionStatus, serviceLinkedRoleDeleted } from './delete-service-linked-role.ts';
import { getRole } from './get-role.ts';
import { groupOperations } from './groups.ts';
import { inlinePolicyOperations } from './inline-policies.ts';
import { listRoles } from './list-roles.ts';
import { permissions } from './permissions.ts';
import { policyOperations } from './policies.ts';
import { policyVersionOperations } from './policy-versions.ts';
import { simulateCustomPolicy, simulatePrincipalPolicy } from './simulate.ts';
import { tagOperations } from './tag-operations.ts';
import { updateAssumeRolePolicy, updateRole, updateRoleDescription } from './update-role.ts';
import { userOperations } from './users.ts';

/** AWS Identity and Access Management: the same in all regions. */
export const iam: SandboxService = {
  name: 'iam',
  protocol: 'query',
  version: '2010-05-08',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  validationCode: 'ValidationError',
  operations: [
    ...accessKeyOperations,
    ...attachedPolicyOperations,
    ...boundaryOperations,
    ...groupOperations,
    ...inlinePolicyOperations,
    ...policyOperations,
    ...policyVersionOperations,
    ...tagOperations,
    ...userOperations,
    createRole,
    createServiceLinkedRole,
    deleteRole,
    deleteServiceLinkedRole,
    getAccountAuthorizationDetails,
    getAccountSummary,
    getRole,
    getServiceLinkedRoleDeletionStatus,
    listAccountAliases,
    listInstanceProfilesForRole,
    listRoles,
    simulateCustomPolicy,
    simulatePrincipalPolicy,
    updateAssumeRolePolicy,
    updateRole,
    updateRoleDescription,
  ],
  permissions,
  timers: { 'iam.service-linked-role-deleted': serviceLinkedRoleDeleted },
};
