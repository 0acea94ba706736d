import type { World } from '../../world.ts';
import { findGroup } from './group.ts';
import { findModifiableRole, findRole } from './role.ts';
import { findModifiableUser, findUser } from './user.ts';

/** What has policies: a role, a user or a group. */
export interface Holder {
  readonly inlinePolicies: Record<string, string>;
  attachedPolicies: string[];
}

/** Members by which a request names one of them. */
export interface HolderInput {
  readonly RoleName?: string | undefined;
  readonly UserName?: string | undefined;
  readonly GroupName?: string | undefined;
}

/** A kind of holder. Quotas: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export interface HolderKind {
  readonly noun: 'role' | 'user' | 'group';
  readonly nameOf: (input: HolderInput) => string;
  readonly find: (world: World, name: string) => Holder;
  /** The same, unless only AWS or the sandbox may change it. */
  readonly findModifiable: (world: World, name: string) => Holder;
  /** Characters of all its inline policies together, without white space. */
  readonly inlineQuota: number;
  /** How many managed policies it takes, and what IAM calls that. */
  readonly attachmentQuota: readonly [name: string, count: number];
}

export const ROLE: HolderKind = {
  noun: 'role',
  nameOf: ({ RoleName = '' }) => RoleName,
  find: findRole,
  findModifiable: findModifiableRole,
  inlineQuota: 10_240,
  attachmentQuota: ['PoliciesPerRole', 20],
};

export const USER: HolderKind = {
  noun: 'user',
  nameOf: ({ UserName = '' }) => UserName,
  find: findUser,
  findModifiable: findModifiableUser,
  inlineQuota: 2048,
  attachmentQuota: ['PoliciesPerUser', 10],
};

export const GROUP: HolderKind = {
  noun: 'group',
  nameOf: ({ GroupName = '' }) => GroupName,
  find: findGroup,
  findModifiable: findGroup,
  inlineQuota: 5120,
  attachmentQuota: ['PoliciesPerGroup', 10],
};
