import {
  DeleteRolePermissionsBoundary$,
  DeleteUserPermissionsBoundary$,
  PutRolePermissionsBoundary$,
  PutUserPermissionsBoundary$,
  type DeleteRolePermissionsBoundaryRequest,
  type DeleteUserPermissionsBoundaryRequest,
  type PutRolePermissionsBoundaryRequest,
  type PutUserPermissionsBoundaryRequest,
} from '@aws-sdk/client-iam';
import { operation, type Operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { noSuchEntity } from './faults.ts';
import { lookUpPolicy } from './managed-policy.ts';
import { findModifiableRole } from './role.ts';
import { findModifiableUser } from './user.ts';

/** Refuses a boundary that is no managed policy. */
export function checkBoundary(world: World, arn: string | undefined): void {
  if (arn !== undefined && !lookUpPolicy(world, arn)) throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
}

/** Permissions boundaries of roles and users: what they may do at most. */
export const boundaryOperations: readonly Operation[] = [
  operation(PutRolePermissionsBoundary$, (world, input: PutRolePermissionsBoundaryRequest): void => {
    const role = findModifiableRole(world, input.RoleName ?? '');
    checkBoundary(world, input.PermissionsBoundary);
    role.permissionsBoundary = input.PermissionsBoundary;
  }),
  operation(PutUserPermissionsBoundary$, (world, input: PutUserPermissionsBoundaryRequest): void => {
    const user = findModifiableUser(world, input.UserName ?? '');
    checkBoundary(world, input.PermissionsBoundary);
    user.permissionsBoundary = input.PermissionsBoundary;
  }),
  operation(DeleteRolePermissionsBoundary$, (world, input: DeleteRolePermissionsBoundaryRequest): void => {
    const role = findModifiableRole(world, input.RoleName ?? '');
    if (role.permissionsBoundary === undefined) throw noSuchEntity(`Role ${role.roleName} does not have a permissions boundary.`);
    role.permissionsBoundary = undefined;
  }),
  operation(DeleteUserPermissionsBoundary$, (world, input: DeleteUserPermissionsBoundaryRequest): void => {
    const user = findModifiableUser(world, input.UserName ?? '');
    if (user.permissionsBoundary === undefined) throw noSuchEntity(`User ${user.userName} does not have a permissions boundary.`);
    user.permissionsBoundary = undefined;
  }),
];
