import { CreateServiceLinkedRole$, type CreateServiceLinkedRoleRequest, type CreateServiceLinkedRoleResponse } from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { invalidInput } from './faults.ts';
import { describeRole, lookUpRole } from './role.ts';
import { addServiceLinkedRole, serviceLinkedRoleTemplate } from './service-linked-role.ts';

function run(world: World, input: CreateServiceLinkedRoleRequest): CreateServiceLinkedRoleResponse {
  const { AWSServiceName = '' } = input;
  const { roleName } = serviceLinkedRoleTemplate(AWSServiceName);
  if (input.CustomSuffix !== undefined) throw invalidInput(`Custom suffix is not allowed for ${AWSServiceName}`);
  if (lookUpRole(world, roleName)) {
    throw invalidInput(`Service role name ${roleName} has been taken in this account, please try a different suffix.`);
  }
  return { Role: describeRole(addServiceLinkedRole(world, AWSServiceName, input.Description), { full: true }) };
}

export const createServiceLinkedRole = operation(CreateServiceLinkedRole$, run);
