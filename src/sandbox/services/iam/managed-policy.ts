import { createHash } from 'node:crypto';
import type { World } from '../../world.ts';
import { noSuchEntity } from './faults.ts';
import { findManagedPolicy, type ManagedPolicy } from './managed-policies.ts';
import type { PolicyRecord } from './state.ts';

/** A managed policy of AWS in the shape of the account's own. */
const recordOf = (arn: string, policy: ManagedPolicy): PolicyRecord => ({
  policyName: policy.name,
  policyId: `ANPA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`,
  path: policy.path,
  description: undefined,
  createDate: new Date(policy.createDate),
  updateDate: new Date(policy.updateDate),
  tags: [],
  defaultVersionId: policy.versionId,
  nextVersion: Number(policy.versionId.slice(1)) + 1,
  versions: { [policy.versionId]: { document: JSON.stringify(policy.document), createDate: new Date(policy.updateDate) } },
});

/** The managed policy of an ARN, of AWS or of the account, if it is there. */
export function lookUpPolicy(world: World, arn: string): PolicyRecord | undefined {
  const { policies } = world.global.iam;
  if (Object.hasOwn(policies, arn)) return policies[arn];
  const managed = findManagedPolicy(arn);
  return managed && recordOf(arn, managed);
}

/** The managed policy of an ARN. */
export function findPolicy(world: World, arn: string): PolicyRecord {
  const policy = lookUpPolicy(world, arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** What a managed policy says now: its default version. */
export function managedDocument(world: World, arn: string): string | undefined {
  const policy = lookUpPolicy(world, arn);
  return policy?.versions[policy.defaultVersionId]?.document;
}
