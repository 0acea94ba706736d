import { PolicyError, parsePolicyDocument } from './policy-document.ts';
import type { PolicyDocument, Statement } from './policy.ts';
import { isServicePrincipal } from './service-principals.ts';

function checkActions({ action, notAction }: Statement): void {
  const actions = action ?? notAction;
  if (!actions) throw new PolicyError('Missing required field Action');
  if (actions.length === 0) throw new PolicyError('Policy statement must contain actions.');
  for (const name of actions) {
    if (name === '*') continue;
    const [vendor = '', rest] = name.split(':', 2);
    if (rest === undefined || rest === '') {
      throw new PolicyError('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    }
    if (!/^[a-zA-Z0-9.-]+$/.test(vendor)) throw new PolicyError(`Vendor ${vendor} is not valid`);
  }
}

function checkResources({ resource, notResource }: Statement): void {
  const resources = resource ?? notResource;
  if (!resources) throw new PolicyError('Missing required field Resource');
  if (resources.length === 0) throw new PolicyError('Policy statement must contain resources.');
  for (const name of resources) {
    if (name === '*') continue;
    if (!name.startsWith('arn:')) throw new PolicyError(`Resource ${name} must be in ARN format or "*".`);
    if (name.split(':').length < 6) throw new PolicyError(`Resource ${name} must contain at least 6 fields.`);
  }
}

function checkSid({ sid }: Statement): void {
  if (sid !== undefined && !/^[0-9A-Za-z]*$/.test(sid)) {
    throw new PolicyError('Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*');
  }
}

/** Reads a permissions policy of a role. */
export function parseIdentityPolicy(text: string): PolicyDocument {
  const document = parsePolicyDocument(text);
  for (const statement of document.statements) {
    if (statement.principal || statement.notPrincipal) throw new PolicyError('Policy document should not specify a principal.');
    checkSid(statement);
    checkActions(statement);
    checkResources(statement);
  }
  return document;
}

/** Reads a trust policy. `exists` says whether the ARN of a role or user of this account names one: AWS refuses principals that do not exist. */
export function parseTrustPolicy(text: string, exists: (arn: string) => boolean): PolicyDocument {
  const document = parsePolicyDocument(text);
  for (const statement of document.statements) {
    if (statement.resource || statement.notResource) throw new PolicyError('Has prohibited field Resource');
    checkActions(statement);
    const actions = statement.action ?? statement.notAction ?? [];
    if (!actions.every(action => action === '*' || action.toLowerCase().startsWith('sts:'))) {
      throw new PolicyError('AssumeRole policy may only specify STS AssumeRole actions.');
    }
    checkPrincipals(statement, exists);
  }
  return document;
}

function checkPrincipals({ principal, notPrincipal }: Statement, exists: (arn: string) => boolean): void {
  const principals = principal ?? notPrincipal;
  if (!principals) throw new PolicyError('Missing required field Principal');
  for (const [kind, names] of Object.entries(principals)) {
    const unknown = names.find(name => !principalExists(kind, name, exists));
    if (unknown !== undefined) throw new PolicyError(`Invalid principal in policy: "${kind.toUpperCase()}":"${unknown}"`);
  }
}

function principalExists(kind: string, name: string, exists: (arn: string) => boolean): boolean {
  if (kind === 'Service') return isServicePrincipal(name);
  if (kind !== 'AWS' || name === '*' || /^\d{12}$/.test(name)) return true;
  return (
    /^arn:aws[\w-]*:(iam|sts)::\d{12}:(root|user\/.+|assumed-role\/.+|role\/.+)$/.test(name) &&
    (!/:(role|user)\//.test(name) || exists(name))
  );
}
