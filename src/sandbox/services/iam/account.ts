import {
  GetUser$,
  ListAccountAliases$,
  ListInstanceProfilesForRole$,
  type GetUserRequest,
  type GetUserResponse,
  type ListAccountAliasesRequest,
  type ListAccountAliasesResponse,
  type ListInstanceProfilesForRoleRequest,
  type ListInstanceProfilesForRoleResponse,
} from '@aws-sdk/client-iam';
import { createHash } from 'node:crypto';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { noSuchEntity } from './faults.ts';
import { findRole } from './role.ts';

/** The sandbox has no instance profiles: nothing here runs on EC2 instances. */
export const listInstanceProfilesForRole = operation(
  ListInstanceProfilesForRole$,
  (world, input: ListInstanceProfilesForRoleRequest): ListInstanceProfilesForRoleResponse => {
    findRole(world, input.RoleName ?? '');
    return { InstanceProfiles: [], IsTruncated: false };
  },
);

export const listAccountAliases = operation(
  ListAccountAliases$,
  (_world, _input: ListAccountAliasesRequest): ListAccountAliasesResponse => ({ AccountAliases: [], IsTruncated: false }),
);

/** The only user of the account is the caller. */
export const getUser = operation(GetUser$, (_world, input: GetUserRequest, { caller }): GetUserResponse => {
  const name = /:user\/(?:.*\/)?([^/]+)$/.exec(caller)?.[1];
  const wanted = input.UserName ?? name;
  if (wanted === undefined) throw new Fault('ValidationError', 'Must specify userName when calling with non-User credentials');
  if (wanted !== name) throw noSuchEntity(`The user with name ${wanted} cannot be found.`);
  return {
    User: {
      Path: '/',
      UserName: name,
      UserId: `AIDA${createHash('sha256').update(caller).digest('hex').slice(0, 17).toUpperCase()}`,
      Arn: caller,
      CreateDate: new Date(0),
    },
  };
});
