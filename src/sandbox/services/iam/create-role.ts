import { CreateRole$, type CreateRoleRequest, type CreateRoleResponse } from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkBoundary } from './boundaries.ts';
import { entityAlreadyExists } from './faults.ts';
import { addRole, describeRole, lookUpRole } from './role.ts';
import { mergeTags } from './tags.ts';
import { checkTrustPolicy } from './trust.ts';

function run(world: World, input: CreateRoleRequest): CreateRoleResponse {
  const { RoleName = '', AssumeRolePolicyDocument = '' } = input;
  checkTrustPolicy(world, AssumeRolePolicyDocument);
  checkBoundary(world, input.PermissionsBoundary);
  const tags = mergeTags([], input.Tags ?? []);
  if (lookUpRole(world, RoleName)) throw entityAlreadyExists(`Role with name ${RoleName} already exists.`);
  const delay = world.global.iam.propagationSeconds;
  const role = addRole(world, {
    roleName: RoleName,
    path: input.Path ?? '/',
    trustPolicy: AssumeRolePolicyDocument,
    description: input.Description,
    maxSessionDuration: input.MaxSessionDuration ?? 3600,
    permissionsBoundary: input.PermissionsBoundary,
    tags,
    propagating: delay > 0,
  });
  if (role.propagating) world.clock.after(delay, 'iam.role-propagated', { roleId: role.roleId });
  return { Role: describeRole(role, { full: true }) };
}

export const createRole = operation(CreateRole$, run);

/** The role is now seen by all services. */
export function rolePropagated(world: World, { roleId }: { roleId: string }): void {
  const role = Object.values(world.global.iam.roles).find(candidate => candidate.roleId === roleId);
  if (role) role.propagating = false;
}
