import type { Role } from '@aws-sdk/client-iam';
import { randomBytes } from 'node:crypto';
import { emptyRecord } from '../../empty-record.ts';
import type { World } from '../../world.ts';
import { describeBoundary } from './describe-boundary.ts';
import { noSuchEntity, unmodifiable } from './faults.ts';
import type { RoleRecord } from './state.ts';

const key = (name: string): string => name.toLowerCase();

/** The role of this name, if it is there. */
export function lookUpRole(world: World, name: string): RoleRecord | undefined {
  const { roles } = world.global.iam;
  return Object.hasOwn(roles, key(name)) ? roles[key(name)] : undefined;
}

/** The role of this name. */
export function findRole(world: World, name: string): RoleRecord {
  const role = lookUpRole(world, name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** The role of this ARN, if it is there. */
export function lookUpRoleByArn(world: World, arn: string): RoleRecord | undefined {
  const role = lookUpRole(world, arn.slice(arn.lastIndexOf('/') + 1));
  return role?.arn === arn ? role : undefined;
}

/** The role of this name, unless only AWS may change it. */
export function findModifiableRole(world: World, name: string): RoleRecord {
  const role = findRole(world, name);
  if (isServiceLinked(role)) {
    throw unmodifiable(`Cannot perform the operation on the protected role '${role.roleName}' - this role is only modifiable by AWS`);
  }
  return role;
}

export const isServiceLinked = (role: RoleRecord): boolean => role.path.startsWith('/aws-service-role/');

/** Keeps a new role. */
export function addRole(world: World, role: Pick<RoleRecord, 'roleName' | 'path' | 'trustPolicy'> & Partial<RoleRecord>): RoleRecord {
  const record: RoleRecord = {
    roleId: uniqueId('AROA'),
    arn: `arn:aws:iam::${world.account}:role${role.path}${role.roleName}`,
    createDate: world.clock.now(),
    description: undefined,
    maxSessionDuration: 3600,
    permissionsBoundary: undefined,
    tags: [],
    inlinePolicies: emptyRecord(),
    attachedPolicies: [],
    ...role,
  };
  world.global.iam.roles[key(role.roleName)] = record;
  return record;
}

export function removeRole(world: World, name: string): void {
  delete world.global.iam.roles[key(name)];
}

/** An id of IAM: as long as AWS's, after the prefix that tells the kind. */
export const uniqueId = (prefix: string): string =>
  prefix +
  Array.from(randomBytes((prefix.length > 4 ? 20 : 21) - prefix.length), byte => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');

/** Policies travel URL-encoded (RFC 3986) in answers. */
export const encodeDocument = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** A role as the API tells it. Lists leave out tags and the boundary. */
export function describeRole(role: RoleRecord, { full }: { full: boolean }): Role {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    MaxSessionDuration: role.maxSessionDuration,
    ...(role.description !== undefined && { Description: role.description }),
    ...(full && role.tags.length > 0 && { Tags: role.tags }),
    ...(full && { RoleLastUsed: {} }),
    ...(full && describeBoundary(role.permissionsBoundary)),
  };
}
