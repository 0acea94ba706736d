import { Fault } from '../../fault.ts';
import { resourcePolicyOf } from '../../resource-policy.ts';
import type { World } from '../../world.ts';
import { decide, DENIED_BY_FAULT, reasonText, type Verdict } from './decide.ts';
import { commonContext, identityContext, sessionNames, type Identity } from './identity.ts';
import { parsePolicyDocument } from './policy-document.ts';
import { evaluate, type Decision, type RequestContext } from './policy.ts';
import { rolePolicies } from './principal-policies.ts';
import { lookUpRoleByArn } from './role.ts';

/**
 * Whether a service may take on a role. Services say for which account they do it (`aws:SourceAccount`), and those that say for which resource
 * hand in `aws:SourceArn`: a trust policy that asks for what is not handed in does not let them.
 */
export function isAssumable(world: World, roleArn: string, servicePrincipal: string, context: RequestContext = {}): boolean {
  const role = lookUpRoleByArn(world.faults.asServicesSee(world), roleArn);
  if (!role) return false;
  const decision = evaluate([parsePolicyDocument(role.trustPolicy)], {
    action: 'sts:AssumeRole',
    resource: roleArn,
    principal: { kind: 'Service', id: servicePrincipal },
    context: { 'aws:SourceAccount': world.account, 'aws:PrincipalIsAWSService': 'true', ...context },
  });
  return decision === 'allowed';
}

/** Refuses what `isAssumable` says no to, as STS would. */
export function assertAssumable(world: World, roleArn: string, servicePrincipal: string, context: RequestContext = {}): void {
  if (isAssumable(world, roleArn, servicePrincipal, context)) return;
  throw new Fault('AccessDenied', `User: ${servicePrincipal} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`, {
    status: 403,
  });
}

/** What the policies of a role, and that of the resource, say to an action. A role that is not there, or not yet seen by all services, allows nothing. */
export const evaluateRole = (world: World, roleArn: string, action: string, resource: string, context: RequestContext = {}): Decision =>
  verdictOf(world, { roleArn, sessionName: 'session' }, action, resource, context).decision;

function verdictOf(world: World, session: Session, action: string, resource: string, context: RequestContext): Verdict {
  if (world.faults.denies(world, action, resource)) return DENIED_BY_FAULT;
  const identity = roleIdentity(world.faults.asServicesSee(world), session);
  const request = {
    action,
    resource,
    principal: { kind: 'AWS' as const, id: identity.arn },
    context: { ...commonContext(world, resource), ...identityContext(world, identity), ...context },
  };
  return decide(identity.policies, request, resourcePolicyOf(world, request));
}

/** A role at work: the name of the session is part of what AWS's refusals say. */
export interface Session {
  readonly roleArn: string;
  readonly sessionName: string;
}

/** A role at work for a service. */
export function roleIdentity(world: World, { roleArn, sessionName }: Session): Identity {
  const role = lookUpRoleByArn(world, roleArn);
  return {
    ...sessionNames(world, roleArn, sessionName),
    userId: `${role?.roleId ?? ''}:${sessionName}`,
    accessKeyId: '',
    tags: role?.tags ?? [],
    policies: role ? rolePolicies(world, role) : { identity: [] },
  };
}

/** AWS's words for a refusal; undefined where the role may. */
export function denialMessage(
  world: World,
  session: Session,
  action: string,
  resource: string,
  context: RequestContext = {},
): string | undefined {
  const verdict = verdictOf(world, session, action, resource, context);
  if (verdict.decision === 'allowed') return undefined;
  const { arn } = sessionNames(world, session.roleArn, session.sessionName);
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}${reasonText(verdict, action)}`;
}

/** Refuses what the role may not do. `code` is the refusal's name in the protocol of the service called: `AccessDeniedException` in JSON services. */
export function assertAllowed(
  world: World,
  session: Session,
  action: string,
  resource: string,
  options: { readonly context?: RequestContext; readonly code?: string } = {},
): void {
  const message = denialMessage(world, session, action, resource, options.context);
  if (message !== undefined)
    throw new Fault(options.code ?? 'AccessDeniedException', message, { status: options.code === 'AccessDenied' ? 403 : 400 });
}
