import { isConditionOperator } from './condition.ts';
import type { Condition, PolicyDocument, Principals, Statement } from './policy.ts';

/** A policy that AWS refuses, with AWS's words. Each service wraps it in its own error: `MalformedPolicyDocument`, `MalformedPolicy`. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

const SYNTAX = 'Syntax errors in policy.';

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function record(value: unknown): Json {
  if (!isRecord(value)) throw new PolicyError(SYNTAX);
  return value;
}

function onlyKeys(value: Json, allowed: readonly string[]): void {
  if (Object.keys(value).some(key => !allowed.includes(key))) throw new PolicyError(SYNTAX);
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new PolicyError(SYNTAX);
  return value;
}

function optionalStrings(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.map(string) : [string(value)];
}

function principals(value: unknown): Principals | undefined {
  if (value === undefined) return undefined;
  if (value === '*') return { AWS: ['*'] };
  const byKind = record(value);
  onlyKeys(byKind, ['AWS', 'Service', 'Federated', 'CanonicalUser']);
  return Object.fromEntries(Object.entries(byKind).map(([kind, names]) => [kind, optionalStrings(names) ?? []]));
}

/** Condition values may also be numbers and booleans. */
function conditionValue(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return string(value);
}

function conditions(value: unknown): readonly Condition[] {
  if (value === undefined) return [];
  return Object.entries(record(value)).flatMap(([operator, keys]) => {
    if (!isConditionOperator(operator)) throw new PolicyError(SYNTAX);
    return Object.entries(record(keys)).map(([key, values]) => ({
      operator,
      key,
      values: Array.isArray(values) ? values.map(conditionValue) : [conditionValue(values)],
    }));
  });
}

const STATEMENT_KEYS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function statement(value: unknown): Statement {
  const json = record(value);
  onlyKeys(json, STATEMENT_KEYS);
  for (const element of ['Principal', 'Action', 'Resource']) {
    if (element in json && `Not${element}` in json) throw new PolicyError(SYNTAX);
  }
  const effect = json['Effect'];
  if (effect === undefined) throw new PolicyError('Missing required field Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw new PolicyError(SYNTAX);
  return {
    sid: json['Sid'] === undefined ? undefined : string(json['Sid']),
    effect,
    principal: principals(json['Principal']),
    notPrincipal: principals(json['NotPrincipal']),
    action: optionalStrings(json['Action']),
    notAction: optionalStrings(json['NotAction']),
    resource: optionalStrings(json['Resource']),
    notResource: optionalStrings(json['NotResource']),
    conditions: conditions(json['Condition']),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicyError('This policy contains invalid Json');
  }
}

/** Reads a policy document, and refuses what no kind of policy may say. */
export function parsePolicyDocument(text: string): PolicyDocument {
  const json = record(parseJson(text));
  onlyKeys(json, ['Version', 'Id', 'Statement']);
  const version = json['Version'] ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17') throw new PolicyError('The policy must contain a valid version string');
  if (json['Statement'] === undefined) throw new PolicyError('Missing required field Statement');
  const statements = Array.isArray(json['Statement']) ? json['Statement'].map(statement) : [statement(json['Statement'])];
  if (statements.length === 0) throw new PolicyError('Policy statement must contain at least one statement.');
  checkSids(statements);
  return { version, id: json['Id'] === undefined ? undefined : string(json['Id']), statements };
}

function checkSids(statements: readonly Statement[]): void {
  const sids = statements.map(({ sid }) => sid).filter(sid => sid !== undefined && sid !== '');
  if (new Set(sids).size !== sids.length) throw new PolicyError('Statement IDs (SID) in a single policy must be unique.');
}
