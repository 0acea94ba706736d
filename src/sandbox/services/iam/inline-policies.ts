import {
  DeleteRolePolicy$,
  GetRolePolicy$,
  ListRolePolicies$,
  PutRolePolicy$,
  type DeleteRolePolicyRequest,
  type GetRolePolicyRequest,
  type GetRolePolicyResponse,
  type ListRolePoliciesRequest,
  type ListRolePoliciesResponse,
  type PutRolePolicyRequest,
} from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import { parseIdentityPolicy } from './check-policy.ts';
import { limitExceeded, noSuchEntity, orMalformed } from './faults.ts';
import { markerPage } from './marker-page.ts';
import { encodeDocument, findModifiableRole, findRole } from './role.ts';
import type { RoleRecord } from './state.ts';
import { sizeOf } from './trust.ts';

/** Characters of all inline policies of a role together, without white space. */
const INLINE_POLICY_QUOTA = 10_240;

export const putRolePolicy = operation(PutRolePolicy$, (world, input: PutRolePolicyRequest): void => {
  const { PolicyName = '', PolicyDocument = '' } = input;
  const role = findModifiableRole(world, input.RoleName ?? '');
  orMalformed(() => parseIdentityPolicy(PolicyDocument));
  const documents = Object.values({ ...role.inlinePolicies, [PolicyName]: PolicyDocument });
  if (documents.reduce((sum, document) => sum + sizeOf(document), 0) > INLINE_POLICY_QUOTA) {
    throw limitExceeded(`Maximum policy size of ${INLINE_POLICY_QUOTA} bytes exceeded for role ${role.roleName}`);
  }
  role.inlinePolicies[PolicyName] = PolicyDocument;
});

function findInlinePolicy(role: RoleRecord, name: string): string {
  const document = Object.hasOwn(role.inlinePolicies, name) ? role.inlinePolicies[name] : undefined;
  if (document === undefined) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  return document;
}

export const getRolePolicy = operation(GetRolePolicy$, (world, input: GetRolePolicyRequest): GetRolePolicyResponse => {
  const role = findRole(world, input.RoleName ?? '');
  const document = findInlinePolicy(role, input.PolicyName ?? '');
  return { RoleName: role.roleName, PolicyName: input.PolicyName, PolicyDocument: encodeDocument(document) };
});

export const deleteRolePolicy = operation(DeleteRolePolicy$, (world, input: DeleteRolePolicyRequest): void => {
  const { PolicyName = '' } = input;
  const role = findModifiableRole(world, input.RoleName ?? '');
  findInlinePolicy(role, PolicyName);
  delete role.inlinePolicies[PolicyName];
});

export const listRolePolicies = operation(ListRolePolicies$, (world, input: ListRolePoliciesRequest): ListRolePoliciesResponse => {
  const role = findRole(world, input.RoleName ?? '');
  const { found, paging } = markerPage(Object.keys(role.inlinePolicies).sort(), input);
  return { PolicyNames: found, ...paging };
});
