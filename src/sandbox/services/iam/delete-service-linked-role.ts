import {
  DeleteServiceLinkedRole$,
  GetServiceLinkedRoleDeletionStatus$,
  type DeleteServiceLinkedRoleRequest,
  type DeleteServiceLinkedRoleResponse,
  type GetServiceLinkedRoleDeletionStatusRequest,
  type GetServiceLinkedRoleDeletionStatusResponse,
} from '@aws-sdk/client-iam';
import { randomUUID } from 'node:crypto';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { noSuchEntity } from './faults.ts';
import { findRole, isServiceLinked, removeRole } from './role.ts';

const DELETION_SECONDS = 3;

function run(world: World, input: DeleteServiceLinkedRoleRequest): DeleteServiceLinkedRoleResponse {
  const role = findRole(world, input.RoleName ?? '');
  if (!isServiceLinked(role)) throw noSuchEntity(`The role with name ${role.roleName} cannot be found.`);
  const DeletionTaskId = `task${role.path}${role.roleName}/${randomUUID()}`;
  world.global.iam.roleDeletions[DeletionTaskId] = { roleName: role.roleName, status: 'IN_PROGRESS' };
  world.clock.after(DELETION_SECONDS, 'iam.service-linked-role-deleted', { taskId: DeletionTaskId });
  return { DeletionTaskId };
}

export const deleteServiceLinkedRole = operation(DeleteServiceLinkedRole$, run);

export const getServiceLinkedRoleDeletionStatus = operation(
  GetServiceLinkedRoleDeletionStatus$,
  (world, input: GetServiceLinkedRoleDeletionStatusRequest): GetServiceLinkedRoleDeletionStatusResponse => {
    const { DeletionTaskId = '' } = input;
    const deletion = world.global.iam.roleDeletions[DeletionTaskId];
    if (!deletion) throw noSuchEntity(`Deletion task ${DeletionTaskId} cannot be found.`);
    return { Status: deletion.status };
  },
);

/** The deletion has run. */
export function serviceLinkedRoleDeleted(world: World, { taskId }: { taskId: string }): void {
  const deletion = world.global.iam.roleDeletions[taskId];
  if (!deletion) return;
  removeRole(world, deletion.roleName);
  deletion.status = 'SUCCEEDED';
}
