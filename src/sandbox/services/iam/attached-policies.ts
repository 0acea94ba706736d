import {
  AttachRolePolicy$,
  DetachRolePolicy$,
  ListAttachedRolePolicies$,
  type AttachRolePolicyRequest,
  type DetachRolePolicyRequest,
  type ListAttachedRolePoliciesRequest,
  type ListAttachedRolePoliciesResponse,
} from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import { limitExceeded, noSuchEntity } from './faults.ts';
import { findManagedPolicy, managedPolicyArn } from './managed-policies.ts';
import { markerPage } from './marker-page.ts';
import { findModifiableRole, findRole } from './role.ts';

const ATTACHMENT_QUOTA = 20;

export const attachRolePolicy = operation(AttachRolePolicy$, (world, input: AttachRolePolicyRequest): void => {
  const { PolicyArn = '' } = input;
  const role = findModifiableRole(world, input.RoleName ?? '');
  const policy = findManagedPolicy(PolicyArn);
  if (!policy || policy.path.startsWith('/aws-service-role/')) {
    throw noSuchEntity(`Policy ${PolicyArn} does not exist or is not attachable.`);
  }
  if (role.attachedPolicies.includes(PolicyArn)) return;
  if (role.attachedPolicies.length >= ATTACHMENT_QUOTA) {
    throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${ATTACHMENT_QUOTA}`);
  }
  role.attachedPolicies.push(PolicyArn);
});

export const detachRolePolicy = operation(DetachRolePolicy$, (world, input: DetachRolePolicyRequest): void => {
  const { PolicyArn = '' } = input;
  const role = findModifiableRole(world, input.RoleName ?? '');
  if (!role.attachedPolicies.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
  role.attachedPolicies = role.attachedPolicies.filter(arn => arn !== PolicyArn);
});

export const listAttachedRolePolicies = operation(
  ListAttachedRolePolicies$,
  (world, input: ListAttachedRolePoliciesRequest): ListAttachedRolePoliciesResponse => {
    const role = findRole(world, input.RoleName ?? '');
    const policies = role.attachedPolicies
      .flatMap(arn => findManagedPolicy(arn) ?? [])
      .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { found, paging } = markerPage(policies, input);
    return {
      AttachedPolicies: found.map(policy => ({ PolicyName: policy.name, PolicyArn: managedPolicyArn(policy) })),
      ...paging,
    };
  },
);
