import type { World } from '../../world.ts';
import type { Policies } from './decide.ts';
import { lookUpGroup } from './group.ts';
import { managedDocument } from './managed-policy.ts';
import { parsePolicyDocument } from './policy-document.ts';
import type { PolicyDocument } from './policy.ts';
import type { RoleRecord, UserRecord } from './state.ts';

interface Holder {
  readonly inlinePolicies: Readonly<Record<string, string>>;
  readonly attachedPolicies: readonly string[];
}

/** A policy of a principal, by the id that the policy simulator gives it. */
export interface NamedPolicy {
  readonly id: string;
  readonly text: string;
}

/** The inline and the attached policies of a principal. `kind` and `name` go into the id of the inline ones. */
export function namedPolicies(world: World, kind: 'user' | 'group' | 'role', name: string, holder: Holder): readonly NamedPolicy[] {
  return [
    ...Object.entries(holder.inlinePolicies).map(([policy, text]) => ({ id: `${kind}_${name}_${policy}`, text })),
    ...holder.attachedPolicies.flatMap(arn => {
      const text = managedDocument(world, arn);
      return text === undefined ? [] : [{ id: arn.slice(arn.lastIndexOf('/') + 1), text }];
    }),
  ];
}

/** All policies that give something to a user: its own and those of its groups. */
export function policiesOfUser(world: World, user: UserRecord): readonly NamedPolicy[] {
  const groups = user.groups.flatMap(name => lookUpGroup(world, name) ?? []);
  return [
    ...namedPolicies(world, 'user', user.userName, user),
    ...groups.flatMap(group => namedPolicies(world, 'group', group.groupName, group)),
  ];
}

export const policiesOfRole = (world: World, role: RoleRecord): readonly NamedPolicy[] => namedPolicies(world, 'role', role.roleName, role);

/** A boundary that is not there any more allows nothing. */
function boundaryOf(world: World, { permissionsBoundary }: UserRecord | RoleRecord): readonly PolicyDocument[] | undefined {
  if (permissionsBoundary === undefined) return undefined;
  const text = managedDocument(world, permissionsBoundary);
  return text === undefined ? [] : [parsePolicyDocument(text)];
}

const documents = (policies: readonly NamedPolicy[]): readonly PolicyDocument[] => policies.map(({ text }) => parsePolicyDocument(text));

/** What decides for a user. */
export const userPolicies = (world: World, user: UserRecord): Policies => ({
  identity: documents(policiesOfUser(world, user)),
  boundary: boundaryOf(world, user),
});

/** What decides for a role at work. */
export const rolePolicies = (world: World, role: RoleRecord, session?: readonly string[]): Policies => ({
  identity: documents(policiesOfRole(world, role)),
  boundary: boundaryOf(world, role),
  session: session?.map(parsePolicyDocument),
});
