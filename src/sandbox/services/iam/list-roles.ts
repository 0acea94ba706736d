import { ListRoles$, type ListRolesRequest, type ListRolesResponse } from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import { markerPage } from './marker-page.ts';
import { describeRole } from './role.ts';

export const listRoles = operation(ListRoles$, (world, input: ListRolesRequest): ListRolesResponse => {
  const roles = Object.values(world.global.iam.roles)
    .filter(role => role.path.startsWith(input.PathPrefix ?? '/'))
    .sort((a, b) => (a.roleName < b.roleName ? -1 : 1));
  const { found, paging } = markerPage(roles, input);
  return { Roles: found.map(role => describeRole(role, { full: false })), ...paging };
});
