import {
  AttachGroupPolicy$,
  AttachRolePolicy$,
  AttachUserPolicy$,
  DetachGroupPolicy$,
  DetachRolePolicy$,
  DetachUserPolicy$,
  ListAttachedGroupPolicies$,
  ListAttachedRolePolicies$,
  ListAttachedUserPolicies$,
  type ListAttachedRolePoliciesResponse,
} from '@aws-sdk/client-iam';
import type { StaticOperationSchema } from '@smithy/types';
import { operation, type Operation } from '../../operation.ts';
import { limitExceeded, noSuchEntity } from './faults.ts';
import { GROUP, ROLE, USER, type HolderInput, type HolderKind } from './holder.ts';
import { lookUpPolicy } from './managed-policy.ts';
import { markerPage } from './marker-page.ts';

interface Input extends HolderInput {
  readonly PolicyArn?: string | undefined;
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

interface Schemas {
  readonly attach: StaticOperationSchema;
  readonly detach: StaticOperationSchema;
  readonly list: StaticOperationSchema;
}

function operations(kind: HolderKind, { attach, detach, list }: Schemas): readonly Operation[] {
  const [quota, count] = kind.attachmentQuota;
  return [
    operation(attach, (world, input: Input): void => {
      const { PolicyArn = '' } = input;
      const holder = kind.findModifiable(world, kind.nameOf(input));
      const policy = lookUpPolicy(world, PolicyArn);
      if (!policy || policy.path.startsWith('/aws-service-role/')) {
        throw noSuchEntity(`Policy ${PolicyArn} does not exist or is not attachable.`);
      }
      if (holder.attachedPolicies.includes(PolicyArn)) return;
      if (holder.attachedPolicies.length >= count) throw limitExceeded(`Cannot exceed quota for ${quota}: ${count}`);
      holder.attachedPolicies.push(PolicyArn);
    }),
    operation(detach, (world, input: Input): void => {
      const { PolicyArn = '' } = input;
      const holder = kind.findModifiable(world, kind.nameOf(input));
      if (!holder.attachedPolicies.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
      holder.attachedPolicies = holder.attachedPolicies.filter(arn => arn !== PolicyArn);
    }),
    operation(list, (world, input: Input): ListAttachedRolePoliciesResponse => {
      const policies = kind.find(world, kind.nameOf(input)).attachedPolicies.flatMap(arn => {
        const policy = lookUpPolicy(world, arn);
        return policy?.path.startsWith(input.PathPrefix ?? '/') ? [{ PolicyName: policy.policyName, PolicyArn: arn }] : [];
      });
      const { found, paging } = markerPage(policies, input);
      return { AttachedPolicies: found, ...paging };
    }),
  ];
}

/** Managed policies of roles, users and groups. */
export const attachedPolicyOperations: readonly Operation[] = [
  ...operations(ROLE, { attach: AttachRolePolicy$, detach: DetachRolePolicy$, list: ListAttachedRolePolicies$ }),
  ...operations(USER, { attach: AttachUserPolicy$, detach: DetachUserPolicy$, list: ListAttachedUserPolicies$ }),
  ...operations(GROUP, { attach: AttachGroupPolicy$, detach: DetachGroupPolicy$, list: ListAttachedGroupPolicies$ }),
];
