import { Fault } from './fault.ts';
import type { Need, Operation, Protocol, SandboxService } from './operation.ts';
import { operationShape } from './protocols/schema.ts';
import { resourcePolicyOf } from './resource-policy.ts';
import { decide, DENIED_BY_FAULT, EVERYTHING, reasonText } from './services/iam/decide.ts';
import { commonContext, identityContext, type Identity } from './services/iam/identity.ts';
import type { RequestContext } from './services/iam/policy.ts';
import type { World } from './world.ts';

/** What IAM is asked about a call. */
export const needsOf = (
  service: SandboxService,
  operation: Operation,
  world: World,
  { input, identity }: { readonly input: object; readonly identity: Identity },
): readonly Need[] => {
  const { name } = operationShape(operation.schema);
  // The input has been parsed by the operation's own schema: that is the type it asks for.
  const needs = service.permissions?.[name]?.(world, input as never, identity);
  return needs ?? [{ action: `${service.actionPrefix ?? service.name}:${name}`, resource: '*' }];
};

/** Why somebody may not do something, in AWS's words; undefined where they may. */
export const refusalText = (world: World, identity: Identity, need: Need, context: RequestContext = {}): string | undefined => {
  const { action, resource } = need;
  const resourcePolicy = resourcePolicyOf(world, need);
  const denied = world.faults.denies(world, action, resource);
  if (identity.policies === EVERYTHING && !resourcePolicy && !denied) return undefined;
  const verdict = denied
    ? DENIED_BY_FAULT
    : decide(
        identity.policies,
        {
          action,
          resource,
          principal: { kind: 'AWS', id: identity.arn },
          context: { ...commonContext(world, resource), ...identityContext(world, identity), ...context, ...need.context },
        },
        resourcePolicy,
      );
  if (verdict.decision === 'allowed') return undefined;
  return `User: ${identity.arn} is not authorized to perform: ${action}${resourceText(need)}${reasonText(verdict, action)}`;
};

/** Services that are silent about a resource that is everything. https://github.com/kubernetes/kops/issues/17702 */
const SILENT = /^(?:cloudwatch|ec2|elasticloadbalancing|s3):/;

/** S3 quotes the resource. */
const resourceText = ({ action, resource }: Need): string => {
  if (resource === '*' && SILENT.test(action)) return '';
  return ` on resource: ${action.startsWith('s3:') ? `"${resource}"` : resource}`;
};

const accessDenied = (protocol: Protocol, message: string): Fault => {
  if (protocol === 'ec2') {
    return new Fault('UnauthorizedOperation', `You are not authorized to perform this operation. ${message}`, { status: 403 });
  }
  if (protocol === 'query' || protocol === 'rest-xml') return new Fault('AccessDenied', message, { status: 403 });
  return new Fault('AccessDeniedException', message);
};

/** Refuses a call that somebody may not make. What is asked about a part of it, the operation asks itself. */
export const authorize = (
  world: World,
  identity: Identity,
  protocol: Protocol,
  needs: readonly Need[],
  context: RequestContext = {},
): void => {
  for (const need of needs.filter(({ partial }) => !partial)) {
    const refusal = refusalText(world, identity, need, context);
    if (refusal !== undefined) throw accessDenied(protocol, refusal);
  }
};
