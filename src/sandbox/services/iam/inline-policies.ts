import {
  DeleteGroupPolicy$,
  DeleteRolePolicy$,
  DeleteUserPolicy$,
  GetGroupPolicy$,
  GetRolePolicy$,
  GetUserPolicy$,
  ListGroupPolicies$,
  ListRolePolicies$,
  ListUserPolicies$,
  PutGroupPolicy$,
  PutRolePolicy$,
  PutUserPolicy$,
  type ListRolePoliciesResponse,
} from '@aws-sdk/client-iam';
import type { StaticOperationSchema } from '@smithy/types';
import { operation, type Operation } from '../../operation.ts';
import { parseIdentityPolicy } from './check-policy.ts';
import { limitExceeded, noSuchEntity, orMalformed } from './faults.ts';
import { GROUP, ROLE, USER, type Holder, type HolderInput, type HolderKind } from './holder.ts';
import { markerPage } from './marker-page.ts';
import { encodeDocument } from './role.ts';
import { sizeOf } from './trust.ts';

interface Input extends HolderInput {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

interface Schemas {
  readonly put: StaticOperationSchema;
  readonly get: StaticOperationSchema;
  readonly remove: StaticOperationSchema;
  readonly list: StaticOperationSchema;
}

function findInlinePolicy({ noun }: HolderKind, { inlinePolicies }: Holder, name: string): string {
  const document = Object.hasOwn(inlinePolicies, name) ? inlinePolicies[name] : undefined;
  if (document === undefined) throw noSuchEntity(`The ${noun} policy with name ${name} cannot be found.`);
  return document;
}

function operations(kind: HolderKind, { put, get, remove, list }: Schemas): readonly Operation[] {
  return [
    operation(put, (world, input: Input): void => {
      const { PolicyName = '', PolicyDocument = '' } = input;
      const name = kind.nameOf(input);
      const holder = kind.findModifiable(world, name);
      orMalformed(() => parseIdentityPolicy(PolicyDocument));
      const documents = Object.values({ ...holder.inlinePolicies, [PolicyName]: PolicyDocument });
      if (documents.reduce((sum, document) => sum + sizeOf(document), 0) > kind.inlineQuota) {
        throw limitExceeded(`Maximum policy size of ${kind.inlineQuota} bytes exceeded for ${kind.noun} ${name}`);
      }
      holder.inlinePolicies[PolicyName] = PolicyDocument;
    }),
    operation(get, (world, { PolicyName = '', ...name }: Input): object => ({
      ...name,
      PolicyName,
      PolicyDocument: encodeDocument(findInlinePolicy(kind, kind.find(world, kind.nameOf(name)), PolicyName)),
    })),
    operation(remove, (world, input: Input): void => {
      const { PolicyName = '' } = input;
      const holder = kind.findModifiable(world, kind.nameOf(input));
      findInlinePolicy(kind, holder, PolicyName);
      delete holder.inlinePolicies[PolicyName];
    }),
    operation(list, (world, input: Input): ListRolePoliciesResponse => {
      const holder = kind.find(world, kind.nameOf(input));
      const { found, paging } = markerPage(Object.keys(holder.inlinePolicies).sort(), input);
      return { PolicyNames: found, ...paging };
    }),
  ];
}

/** Inline policies of roles, users and groups. */
export const inlinePolicyOperations: readonly Operation[] = [
  ...operations(ROLE, { put: PutRolePolicy$, get: GetRolePolicy$, remove: DeleteRolePolicy$, list: ListRolePolicies$ }),
  ...operations(USER, { put: PutUserPolicy$, get: GetUserPolicy$, remove: DeleteUserPolicy$, list: ListUserPolicies$ }),
  ...operations(GROUP, { put: PutGroupPolicy$, get: GetGroupPolicy$, remove: DeleteGroupPolicy$, list: ListGroupPolicies$ }),
];
