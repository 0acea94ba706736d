import {
  UpdateAssumeRolePolicy$,
  UpdateRole$,
  UpdateRoleDescription$,
  type UpdateAssumeRolePolicyRequest,
  type UpdateRoleDescriptionRequest,
  type UpdateRoleDescriptionResponse,
  type UpdateRoleRequest,
  type UpdateRoleResponse,
} from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import { describeRole, findModifiableRole, findRole } from './role.ts';
import { checkTrustPolicy } from './trust.ts';

export const updateAssumeRolePolicy = operation(UpdateAssumeRolePolicy$, (world, input: UpdateAssumeRolePolicyRequest): void => {
  const role = findModifiableRole(world, input.RoleName ?? '');
  checkTrustPolicy(world, input.PolicyDocument ?? '');
  role.trustPolicy = input.PolicyDocument ?? '';
});

/** A description left out is removed, and a duration left out is one hour again. */
export const updateRole = operation(UpdateRole$, (world, input: UpdateRoleRequest): UpdateRoleResponse => {
  const role = findModifiableRole(world, input.RoleName ?? '');
  role.description = input.Description;
  role.maxSessionDuration = input.MaxSessionDuration ?? 3600;
  return {};
});

export const updateRoleDescription = operation(
  UpdateRoleDescription$,
  (world, input: UpdateRoleDescriptionRequest): UpdateRoleDescriptionResponse => {
    const role = findRole(world, input.RoleName ?? '');
    role.description = input.Description;
    return { Role: describeRole(role, { full: true }) };
  },
);
