import type { World } from '../../world.ts';
import { parseTrustPolicy } from './check-policy.ts';
import { limitExceeded, orMalformed } from './faults.ts';
import { lookUpRoleByArn } from './role.ts';
import { lookUpUserByArn } from './user.ts';

/** Characters of a trust policy without white space, by default quota. */
const TRUST_POLICY_QUOTA = 2048;

/** Refuses a trust policy that AWS would refuse. */
export function checkTrustPolicy(world: World, text: string): void {
  const inThisAccount = `:iam::${world.account}:`;
  const exists = (arn: string): boolean => (lookUpRoleByArn(world, arn) ?? lookUpUserByArn(world, arn)) !== undefined;
  orMalformed(() => parseTrustPolicy(text, arn => !arn.includes(inThisAccount) || exists(arn)));
  if (sizeOf(text) > TRUST_POLICY_QUOTA) throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_QUOTA}`);
}

/** IAM does not count white space. */
export const sizeOf = (document: string): number => document.replaceAll(/\s/g, '').length;
