import { DeleteRole$, type DeleteRoleRequest } from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import { deleteConflict } from './faults.ts';
import { findModifiableRole, removeRole } from './role.ts';

export const deleteRole = operation(DeleteRole$, (world, input: DeleteRoleRequest): void => {
  const role = findModifiableRole(world, input.RoleName ?? '');
  if (role.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(role.inlinePolicies).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  removeRole(world, role.roleName);
});
