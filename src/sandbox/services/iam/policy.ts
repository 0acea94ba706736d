import { conditionHolds } from './condition.ts';
import { isResolvable, matches } from './wildcard.ts';

/** Condition keys of a request, in lower case, and their values. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Principals by kind: `AWS`, `Service`, `Federated`, `CanonicalUser`. `"*"` reads as `{AWS: ["*"]}`. */
export type Principals = Readonly<Record<string, readonly string[]>>;

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: Principals | undefined;
  readonly notPrincipal: Principals | undefined;
  readonly action: readonly string[] | undefined;
  readonly notAction: readonly string[] | undefined;
  readonly resource: readonly string[] | undefined;
  readonly notResource: readonly string[] | undefined;
  readonly conditions: readonly Condition[];
}

export interface PolicyDocument {
  readonly version: string;
  readonly id: string | undefined;
  readonly statements: readonly Statement[];
}

/** Who asks: an AWS principal by its ARN, or a service by its name. */
interface Principal {
  readonly kind: 'AWS' | 'Service';
  readonly id: string;
}

export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
  /** Needed for the policies of resources, which name their principals. */
  readonly principal?: Principal;
  /** Whether the principal has a permissions boundary: a Deny with NotPrincipal then always applies. */
  readonly hasBoundary?: boolean;
}

export type Decision = 'allowed' | 'implicitDeny' | 'explicitDeny';

/** What a set of policies says to a request: one Deny that applies wins over every Allow, and nothing at all means no. */
export function evaluate(documents: readonly PolicyDocument[], request: AccessRequest): Decision {
  const applying = applyingStatements(documents, request);
  if (applying.some(({ effect }) => effect === 'Deny')) return 'explicitDeny';
  return applying.length > 0 ? 'allowed' : 'implicitDeny';
}

/** The statements that apply to a request. */
export function applyingStatements(documents: readonly PolicyDocument[], request: AccessRequest): readonly Statement[] {
  const folded = { ...request, context: lowerCaseKeys(request.context ?? {}) };
  return documents.flatMap(document => document.statements.filter(statement => applies(statement, folded, document.version)));
}

/** How the policy of a resource names a principal: itself (or everybody), the role of its session, or the account that it is in. */
type Naming = 'caller' | 'role' | 'account';

/** Whom of a caller the policy of a resource allows a request: the closest. Nobody where it says nothing. */
export function grantOf(documents: readonly PolicyDocument[], request: AccessRequest): Naming | 'deny' | undefined {
  const applying = applyingStatements(documents, request);
  if (applying.some(({ effect }) => effect === 'Deny')) return 'deny';
  const namings = applying.map(({ principal }) => (principal && request.principal ? names(principal, request.principal) : 'caller'));
  return (['caller', 'role', 'account'] as const).find(naming => namings.includes(naming));
}

function applies(statement: Statement, request: AccessRequest, version: string): boolean {
  const { context = {} } = request;
  // Policy variables came with the version of 2012; before it, they are plain text.
  const variables = version === '2012-10-17' ? context : undefined;
  const actionIs = (pattern: string) => matches(pattern, request.action, { ignoreCase: true });
  const resourceIs = (pattern: string) => matches(pattern, request.resource, { context: variables });
  const { resource, notResource } = statement;
  // A policy variable without a value is neither like nor unlike anything.
  if (variables && notResource && !notResource.every(pattern => isResolvable(pattern, variables))) return false;
  return (
    chosen(statement.action, statement.notAction, actionIs) &&
    chosen(resource, notResource, resourceIs) &&
    principalApplies(statement, request) &&
    statement.conditions.every(condition => conditionHolds(condition, context))
  );
}

/** An element and its Not twin. Where neither is there (Resource of a trust policy) the statement is not limited by it. */
function chosen(wanted: readonly string[] | undefined, unwanted: readonly string[] | undefined, is: (pattern: string) => boolean): boolean {
  return wanted ? wanted.some(is) : !unwanted?.some(is);
}

function principalApplies({ effect, principal, notPrincipal }: Statement, { principal: caller, hasBoundary }: AccessRequest): boolean {
  if (principal) return caller !== undefined && names(principal, caller) !== undefined;
  if (!notPrincipal) return true;
  return caller !== undefined && ((hasBoundary && effect === 'Deny') || names(notPrincipal, caller) === undefined);
}

function names(principals: Principals, caller: Principal): Naming | undefined {
  if (principals['AWS']?.includes('*')) return 'caller';
  const listed = principals[caller.kind] ?? [];
  if (caller.kind === 'Service') return listed.includes(caller.id) ? 'caller' : undefined;
  const namings = listed.map(name => namingOf(name, caller.id));
  return (['caller', 'role', 'account'] as const).find(naming => namings.includes(naming));
}

/** An account stands for everybody in it, and a role for its sessions. */
function namingOf(name: string, caller: string): Naming | undefined {
  const [, , service, , account = '', resource = ''] = caller.split(':');
  if (name === caller) return 'caller';
  const role = service === 'sts' ? /^assumed-role\/([^/]+)\//.exec(resource)?.[1] : undefined;
  if (role !== undefined && name.includes(`:iam::${account}:role/`) && name.split('/').at(-1) === role) return 'role';
  return name === account || name.endsWith(`:iam::${account}:root`) ? 'account' : undefined;
}

/** Without a prototype: no key is there that the request does not have. */
const lowerCaseKeys = (context: RequestContext): RequestContext =>
  Object.assign(Object.create(null), Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value])));
