import { evaluate, grantOf, type AccessRequest, type Decision, type PolicyDocument } from './policy.ts';

/** The policies of a principal, by what they do: the first give, the others take away what they do not allow too. */
export interface Policies {
  readonly identity: readonly PolicyDocument[];
  readonly boundary?: readonly PolicyDocument[] | undefined;
  readonly session?: readonly PolicyDocument[] | undefined;
}

/** The policy of the thing that is acted on. */
export interface ResourcePolicy {
  readonly documents: readonly PolicyDocument[];
  /** It must allow, whatever the principal's own policies say: the trust policy of a role. */
  readonly mustAllow?: boolean;
}

/** In the words of AWS's refusals. */
type PolicyType = 'service control policy' | 'identity-based policy' | 'permissions boundary' | 'session policy' | 'resource-based policy';

export interface Verdict {
  readonly decision: Decision;
  /** The kind of policy that refuses. */
  readonly policyType?: PolicyType;
}

/** A fault denies it, as a policy of the organization would. */
export const DENIED_BY_FAULT: Verdict = { decision: 'explicitDeny', policyType: 'service control policy' };

/** Somebody who may do everything. */
export const EVERYTHING = 'everything';

const ALLOWED: Verdict = { decision: 'allowed' };
const implicit = (policyType: PolicyType): Verdict => ({ decision: 'implicitDeny', policyType });

/**
 * What all policies together say to a request within one account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 *
 * A resource policy that names the caller itself (or everybody) is enough, whatever boundary and session policy leave out. One that names the
 * role of a session adds to what the role may, within boundary and session policy. One that names the account leaves it to the account's policies.
 */
export function decide(policies: Policies | typeof EVERYTHING, request: AccessRequest, resource?: ResourcePolicy): Verdict {
  const documents = resource?.documents ?? [];
  if (policies === EVERYTHING) return decideForEverything(request, documents, resource?.mustAllow ?? false);
  const { boundary, session } = policies;
  const own = evaluate(policies.identity, request);
  const within = boundary && evaluate(boundary, request);
  const during = session && evaluate(session, request);
  if (own === 'explicitDeny') return { decision: own, policyType: 'identity-based policy' };
  if (within === 'explicitDeny') return { decision: within, policyType: 'permissions boundary' };
  if (during === 'explicitDeny') return { decision: during, policyType: 'session policy' };
  const grant = grantOf(documents, { ...request, hasBoundary: boundary !== undefined });
  if (grant === 'deny') return { decision: 'explicitDeny', policyType: 'resource-based policy' };

  if (grant === 'caller') return ALLOWED;
  if (resource?.mustAllow && grant === undefined) return { decision: 'implicitDeny' };
  if (own !== 'allowed' && grant !== 'role') return implicit('identity-based policy');
  if (within !== undefined && within !== 'allowed') return implicit('permissions boundary');
  if (during !== undefined && during !== 'allowed') return implicit('session policy');
  return ALLOWED;
}

function decideForEverything(request: AccessRequest, documents: readonly PolicyDocument[], mustAllow: boolean): Verdict {
  if (documents.length === 0 && !mustAllow) return ALLOWED;
  const grant = grantOf(documents, request);
  if (grant === 'deny') return { decision: 'explicitDeny', policyType: 'resource-based policy' };
  return mustAllow && grant === undefined ? { decision: 'implicitDeny' } : ALLOWED;
}

/** The end of AWS's refusal. */
export function reasonText({ decision, policyType }: Verdict, action: string): string {
  if (policyType === undefined) return '';
  if (decision === 'explicitDeny') return ` with an explicit deny in ${policyType.startsWith('i') ? 'an' : 'a'} ${policyType}`;
  return ` because no ${policyType} allows the ${action} action`;
}
