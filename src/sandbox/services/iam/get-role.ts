import { GetRole$, type GetRoleRequest, type GetRoleResponse } from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import { describeRole, findRole } from './role.ts';

export const getRole = operation(GetRole$, (world, input: GetRoleRequest): GetRoleResponse => {
  return { Role: describeRole(findRole(world, input.RoleName ?? ''), { full: true }) };
});
