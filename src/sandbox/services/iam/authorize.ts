import { Fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { findManagedPolicy } from './managed-policies.ts';
import { parsePolicyDocument } from './policy-document.ts';
import { evaluate, type Decision, type PolicyDocument, type RequestContext } from './policy.ts';
import { lookUpRoleByArn } from './role.ts';
import type { RoleRecord } from './state.ts';

/**
 * Whether a service may take on a role. Services say for which account they do it (`aws:SourceAccount`), and those that say for which resource
 * hand in `aws:SourceArn`: a trust policy that asks for what is not handed in does not let them.
 */
export function isAssumable(world: World, roleArn: string, servicePrincipal: string, context: RequestContext = {}): boolean {
  const role = lookUpRoleByArn(world, roleArn);
  if (!role || role.propagating) return false;
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

/** What the policies of a role say to an action on a resource. A role that is not there, or not yet seen by all services, allows nothing. */
export function evaluateRole(world: World, roleArn: string, action: string, resource: string, context: RequestContext = {}): Decision {
  const role = lookUpRoleByArn(world, roleArn);
  if (!role || role.propagating) return 'implicitDeny';
  return evaluate(documentsOf(role), { action, resource, context: { ...commonContext(world, roleArn, resource), ...context } });
}

function documentsOf(role: RoleRecord): PolicyDocument[] {
  const managed = role.attachedPolicies.flatMap(arn => findManagedPolicy(arn) ?? []);
  const texts = [...Object.values(role.inlinePolicies), ...managed.map(({ document }) => JSON.stringify(document))];
  return texts.map(parsePolicyDocument);
}

/** Condition keys that AWS fills in for every request. */
function commonContext(world: World, roleArn: string, resource: string): RequestContext {
  return {
    'aws:PrincipalArn': roleArn,
    'aws:PrincipalAccount': world.account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:RequestedRegion': world.region,
    'aws:ResourceAccount': /^\d{12}$/.exec(resource.split(':')[4] ?? '')?.[0] ?? world.account,
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': world.clock.now().toISOString(),
    'aws:EpochTime': String(Math.floor(world.clock.now().getTime() / 1000)),
  };
}

/** A role at work: the name of the session is part of what AWS's refusals say. */
export interface Session {
  readonly roleArn: string;
  readonly sessionName: string;
}

/** AWS's words for a refusal; undefined where the role may. */
export function denialMessage(
  world: World,
  session: Session,
  action: string,
  resource: string,
  context: RequestContext = {},
): string | undefined {
  const decision = evaluateRole(world, session.roleArn, action, resource, context);
  if (decision === 'allowed') return undefined;
  const role = session.roleArn.slice(session.roleArn.lastIndexOf('/') + 1);
  const user = `arn:aws:sts::${world.account}:assumed-role/${role}/${session.sessionName}`;
  const reason =
    decision === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
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
