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
  const role = addRole(world, {
    roleName: RoleName,
    path: input.Path ?? '/',
    trustPolicy: AssumeRolePolicyDocument,
    description: input.Description,
    maxSessionDuration: input.MaxSessionDuration ?? 3600,
    permissionsBoundary: input.PermissionsBoundary,
    tags,
  });
  return { Role: describeRole(role, { full: true }) };
}

export const createRole = operation(CreateRole$, run);
