import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../../../src/sandbox/services/iam/decide.ts';
import { parsePolicyDocument } from '../../../../src/sandbox/services/iam/policy-document.ts';
import type { RequestContext } from '../../../../src/sandbox/services/iam/policy.ts';

const ACCOUNT = '111122223333';
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/run`;
const CLUSTER = `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster`;

/**
 * Decisions of an evaluator that others wrote (https://github.com/cloud-copilot/iam-simulate), by ours. Left out is where the two differ and AWS's
 * documentation is on our side or on nobody's: patterns that are no ARNs in ArnNotLike, IPv6 addresses compared with IPv4 ranges by NotIpAddress
 * (they are not in them), and missing keys with ForAnyValue and IfExists.
 */
const DECISIONS = { Allowed: 'allowed', ExplicitlyDenied: 'explicitDeny', ImplicitlyDenied: 'implicitDeny' } as const;

interface Case {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  readonly identity: readonly object[];
  readonly boundary: readonly object[] | undefined;
  readonly resourcePolicy: readonly object[] | undefined;
}

const documentOf = (Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

function ours({ principal, action, resource, context, identity, boundary, resourcePolicy }: Case): string {
  const parse = (statements: readonly object[]) => parsePolicyDocument(JSON.stringify(documentOf(statements)));
  return decide(
    { identity: [parse(identity)], boundary: boundary && [parse(boundary)] },
    { action, resource, context, principal: { kind: 'AWS', id: principal } },
    resourcePolicy && { documents: [parse(resourcePolicy)] },
  ).decision;
}

const simulationOf = ({ principal, action, resource, context, identity, boundary, resourcePolicy }: Case): Simulation => ({
  request: {
    principal,
    action,
    resource: { resource, accountId: ACCOUNT },
    contextVariables: { ...context } as Record<string, string | string[]>,
  },
  identityPolicies: [{ name: 'identity', policy: documentOf(identity) }],
  serviceControlPolicies: [
    { orgIdentifier: 'o', policies: [{ name: 'all', policy: documentOf([{ Effect: 'Allow', Action: '*', Resource: '*' }]) }] },
  ],
  resourceControlPolicies: [],
  ...(resourcePolicy && { resourcePolicy: documentOf(resourcePolicy) }),
  ...(boundary && { permissionBoundaryPolicies: [{ name: 'boundary', policy: documentOf(boundary) }] }),
});

/** With its checks of what it is given, which take their time. */
async function checkedDecision(one: Case): Promise<string> {
  const result = await runSimulation(simulationOf(one), {});
  if (result.resultType !== 'single') throw new Error(JSON.stringify(result));
  return DECISIONS[result.overallResult];
}

const oneOrMore = <T>(values: readonly T[]): fc.Arbitrary<T | T[]> =>
  fc.oneof(fc.constantFrom(...values), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));

const actions = oneOrMore([
  '*',
  'ecs:*',
  'ecs:Create*',
  'ecs:createcluster',
  'ecs:???ateCluster',
  'ecs:DeleteCluster',
  'logs:*',
  'ecs:*Cluster',
]);
const resources = oneOrMore([
  '*',
  `${CLUSTER}/*`,
  `${CLUSTER}/web`,
  `${CLUSTER}/w?b`,
  `${CLUSTER}/WEB`,
  'arn:aws:ecs:*:*:cluster/*',
  `${CLUSTER}/\${aws:username}`,
  `${CLUSTER}/\${aws:PrincipalTag/team}`,
  `${CLUSTER}/\${aws:PrincipalTag/none, 'web'}`,
  `${CLUSTER}/\${*}`,
]);

const TEXTS = ['web', 'WEB', 'w*b', 'api', '${aws:username}', '${aws:PrincipalTag/team}'];
const NUMBERS = ['1', '2', '10', '2.5'];
const DATES = ['2026-01-01T00:00:00Z', '2026-06-01T12:00:00Z', '2027-01-01T00:00:00Z'];
const ADDRESSES = ['127.0.0.1', '127.0.0.0/8', '10.0.0.0/8'];
const ARNS = [`${CLUSTER}/web`, `${CLUSTER}/*`, 'arn:aws:ecs:*:*:cluster/w?b', 'arn:aws:iam::*:*/alice', USER];
const BOOLEANS = ['true', 'false', 'TRUE'];

/** Operators, the keys that they suit, and values to compare with. */
const OPERATORS = [
  {
    names: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
    keys: ['aws:username', 'aws:PrincipalTag/team', 'aws:TagKeys', 'AWS:USERNAME'],
    values: TEXTS,
  },
  {
    names: [
      'NumericEquals',
      'NumericNotEquals',
      'NumericLessThan',
      'NumericLessThanEquals',
      'NumericGreaterThan',
      'NumericGreaterThanEquals',
    ],
    keys: ['aws:MultiFactorAuthAge'],
    values: NUMBERS,
  },
  {
    names: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
    keys: ['aws:CurrentTime'],
    values: DATES,
  },
  { names: ['Bool'], keys: ['aws:SecureTransport'], values: BOOLEANS },
  { names: ['IpAddress', 'NotIpAddress'], keys: ['aws:SourceIp'], values: ADDRESSES },
  { names: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'], keys: ['aws:PrincipalArn', 'aws:SourceArn'], values: ARNS },
  { names: ['Null'], keys: ['aws:username', 'aws:TagKeys', 'aws:MultiFactorAuthAge'], values: ['true', 'false'] },
];

const MULTIVALUED = new Set(['aws:TagKeys']);

const condition = fc.constantFrom(...OPERATORS).chain(({ names, keys, values }) =>
  fc
    .record({
      name: fc.constantFrom(...names),
      key: fc.constantFrom(...keys),
      value: oneOrMore(values),
      ifExists: fc.boolean(),
      set: fc.constantFrom('ForAllValues:', 'ForAnyValue:'),
    })
    .map(({ name, key, value, ifExists, set }) => {
      const hasIfExists = ifExists && name !== 'Null' && !(MULTIVALUED.has(key) && set === 'ForAnyValue:');
      const operator = `${MULTIVALUED.has(key) && name !== 'Null' ? set : ''}${name}${hasIfExists ? 'IfExists' : ''}`;
      return { [operator]: { [key]: value } };
    }),
);

const conditions = fc
  .array(condition, { maxLength: 2 })
  .map(list => (list.length === 0 ? {} : { Condition: Object.assign({}, ...list) as object }));

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    action: actions,
    notAction: fc.integer({ max: 7, min: 0 }),
    resource: resources,
    notResource: fc.integer({ max: 7, min: 0 }),
    conditions,
  })
  .map(({ effect, action, notAction, resource, notResource, conditions: more }) => ({
    Effect: effect,
    [notAction === 0 ? 'NotAction' : 'Action']: action,
    [notResource === 0 ? 'NotResource' : 'Resource']: resource,
    ...more,
  }));

const principals = fc.oneof(
  fc.constant('*'),
  oneOrMore([
    '*',
    ACCOUNT,
    `arn:aws:iam::${ACCOUNT}:root`,
    USER,
    `arn:aws:iam::${ACCOUNT}:role/deployer`,
    SESSION,
    'arn:aws:iam::999999999999:root',
  ]).map(AWS => ({ AWS })),
  fc.constant({ Service: 'ecs.amazonaws.com' }),
);

const resourceStatement = fc
  .record({ statement, principal: principals, not: fc.integer({ max: 5, min: 0 }) })
  .map(({ statement: one, principal, not }) => ({
    ...one,
    [not === 0 && one.Effect === 'Deny' ? 'NotPrincipal' : 'Principal']: principal,
  }));

const statements = fc.array(statement, { minLength: 1, maxLength: 3 });

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const contexts = fc
  .record({
    'aws:username': optional(fc.constantFrom('web', 'alice', 'w*b')),
    'aws:PrincipalTag/team': optional(fc.constantFrom('web', 'api')),
    'aws:TagKeys': optional(fc.uniqueArray(fc.constantFrom('web', 'api', 'WEB'), { minLength: 1, maxLength: 3 })),
    'aws:MultiFactorAuthAge': optional(fc.constantFrom(...NUMBERS)),
    'aws:CurrentTime': optional(fc.constantFrom(...DATES)),
    'aws:SecureTransport': optional(fc.constantFrom('true', 'false')),
    'aws:SourceIp': optional(fc.constantFrom('127.0.0.1', '10.1.2.3')),
    'aws:PrincipalArn': optional(fc.constantFrom(USER, `arn:aws:iam::${ACCOUNT}:role/deployer`)),
    'aws:SourceArn': optional(fc.constantFrom(`${CLUSTER}/web`, `${CLUSTER}/api`)),
  })
  .map(context => Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined)) as RequestContext);

const cases = (resourcePolicies: fc.Arbitrary<readonly object[] | undefined>): fc.Arbitrary<Case> =>
  fc.record({
    principal: fc.constantFrom(USER, SESSION),
    action: fc.constantFrom('ecs:CreateCluster', 'ecs:DeleteCluster'),
    resource: fc.constantFrom(`${CLUSTER}/web`, `${CLUSTER}/api`),
    context: contexts,
    identity: statements,
    boundary: optional(statements),
    resourcePolicy: resourcePolicies,
  });

/** A generator of refusals alone would prove little. */
const leastOf = (decisions: readonly string[]): number =>
  Math.min(...Object.values(DECISIONS).map(decision => decisions.filter(each => each === decision).length));

test('decisions from the policies of a principal are those of an evaluator that others wrote', () => {
  const seen: string[] = [];
  const property = fc.property(cases(fc.constant(undefined)), one => {
    seen.push(ours(one));
    expect(seen.at(-1)).toBe(DECISIONS[runUnsafeSimulation(simulationOf(one), {})]);
  });
  fc.assert(property, { seed: 20_260_601, numRuns: 1800 });
  expect(leastOf(seen)).toBeGreaterThan(100);
});

test('decisions that the policy of a resource takes part in are too', async () => {
  const seen: string[] = [];
  const property = fc.asyncProperty(cases(fc.array(resourceStatement, { minLength: 1, maxLength: 3 })), async one => {
    seen.push(ours(one));
    expect(seen.at(-1)).toBe(await checkedDecision(one));
  });
  await fc.assert(property, { seed: 20_260_602, numRuns: 250 });
  expect(leastOf(seen)).toBeGreaterThan(20);
});
