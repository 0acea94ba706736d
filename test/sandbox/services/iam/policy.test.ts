import { describe, expect, test } from 'vitest';
import { parsePolicyDocument } from '../../../../src/sandbox/services/iam/policy-document.ts';
import { evaluate, type AccessRequest, type Decision } from '../../../../src/sandbox/services/iam/policy.ts';

interface Case {
  readonly says: string;
  readonly statements: readonly object[];
  readonly request?: Partial<AccessRequest>;
  readonly expected: Decision;
  readonly version?: string;
}

const OBJECT = 'arn:aws:s3:::artifacts/app/build.zip';
const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::artifacts/*' };

const decide = ({ statements, request, version = '2012-10-17' }: Case): Decision =>
  evaluate([parsePolicyDocument(JSON.stringify({ Version: version, Statement: statements }))], {
    action: 's3:GetObject',
    resource: OBJECT,
    ...request,
  });

const ACTIONS_AND_RESOURCES: readonly Case[] = [
  { says: 'an Allow that matches allows', statements: [allow], expected: 'allowed' },
  { says: 'nothing said means no', statements: [{ ...allow, Action: 's3:PutObject' }], expected: 'implicitDeny' },
  { says: 'a Deny wins over an Allow', statements: [allow, { ...allow, Effect: 'Deny' }], expected: 'explicitDeny' },
  { says: 'actions compare without regard to case', statements: [{ ...allow, Action: 'S3:getobject' }], expected: 'allowed' },
  { says: 'resources compare with regard to case', statements: [{ ...allow, Resource: OBJECT.toUpperCase() }], expected: 'implicitDeny' },
  { says: 'an action may end in a star', statements: [{ ...allow, Action: 's3:Get*' }], expected: 'allowed' },
  { says: 'a question mark is one character', statements: [{ ...allow, Action: 's3:Get?bject' }], expected: 'allowed' },
  { says: 'a question mark is not none', statements: [{ ...allow, Action: 's3:GetObject?' }], expected: 'implicitDeny' },
  { says: 'a star stands for all', statements: [{ ...allow, Action: '*', Resource: '*' }], expected: 'allowed' },
  { says: 'one of several actions is enough', statements: [{ ...allow, Action: ['s3:PutObject', 's3:GetObject'] }], expected: 'allowed' },
  { says: 'a dot in a pattern is a dot', statements: [{ ...allow, Resource: OBJECT.replace('.', 'x') }], expected: 'implicitDeny' },
  {
    says: 'NotAction allows all others',
    statements: [{ Effect: 'Allow', NotAction: 's3:PutObject', Resource: '*' }],
    expected: 'allowed',
  },
  {
    says: 'NotAction leaves out its own',
    statements: [{ Effect: 'Allow', NotAction: ['s3:Put*', 's3:Get*'], Resource: '*' }],
    expected: 'implicitDeny',
  },
  {
    says: 'NotResource denies all but its own',
    statements: [allow, { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::other/*' }],
    expected: 'explicitDeny',
  },
  {
    says: 'a bucket ARN does not cover its objects',
    statements: [{ ...allow, Resource: 'arn:aws:s3:::artifacts' }],
    expected: 'implicitDeny',
  },
];

const when = (Condition: object, context: AccessRequest['context'], expected: Decision, says: string): Case => ({
  says,
  statements: [{ ...allow, Condition }],
  request: context ? { context } : {},
  expected,
});

const CONDITIONS: readonly Case[] = [
  when({ StringEquals: { 'aws:ResourceAccount': '1' } }, { 'aws:resourceaccount': '1' }, 'allowed', 'keys compare without regard to case'),
  when({ StringEquals: { k: 'a' } }, { k: 'A' }, 'implicitDeny', 'StringEquals minds case'),
  when({ StringEqualsIgnoreCase: { k: 'a' } }, { k: 'A' }, 'allowed', 'StringEqualsIgnoreCase does not'),
  when({ StringEquals: { k: 'a*' } }, { k: 'ab' }, 'implicitDeny', 'StringEquals knows no wildcards'),
  when({ StringLike: { k: 'a*' } }, { k: 'ab' }, 'allowed', 'StringLike does'),
  when({ StringEquals: { k: ['a', 'b'] } }, { k: 'b' }, 'allowed', 'one of several values is enough'),
  when({ StringEquals: { k: 'a', l: 'b' } }, { k: 'a' }, 'implicitDeny', 'all keys must hold'),
  when({ StringEquals: { k: 'a' } }, {}, 'implicitDeny', 'a key that is not there does not equal'),
  when({ StringNotEquals: { k: 'a' } }, {}, 'allowed', 'a key that is not there is not equal'),
  when({ StringNotEquals: { k: ['a', 'b'] } }, { k: 'b' }, 'implicitDeny', 'a negated operator refuses each of its values'),
  when({ StringEqualsIfExists: { k: 'a' } }, {}, 'allowed', 'IfExists holds without the key'),
  when({ StringEqualsIfExists: { k: 'a' } }, { k: 'b' }, 'implicitDeny', 'IfExists compares a key that is there'),
  when({ ArnLike: { k: 'arn:aws:sns:*:1:topic-?' } }, { k: 'arn:aws:sns:us-east-1:1:topic-a' }, 'allowed', 'ArnLike knows wildcards'),
  when({ ArnLike: { k: 'arn:aws:sns:*:topic' } }, { k: 'arn:aws:sns:us-east-1:1:topic' }, 'implicitDeny', 'ArnLike compares part by part'),
  when({ ArnEquals: { k: 'arn:aws:sns:*:1:t' } }, { k: 'arn:aws:sns:r:1:t' }, 'allowed', 'ArnEquals behaves as ArnLike'),
  when({ ArnNotLike: { k: 'arn:aws:sns:*:1:t' } }, { k: 'arn:aws:sns:r:1:t' }, 'implicitDeny', 'ArnNotLike is the opposite'),
  when({ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'true' }, 'implicitDeny', 'Bool compares truth'),
  when({ Bool: { k: true } }, { k: 'true' }, 'allowed', 'Bool takes a boolean'),
  when({ BoolIfExists: { k: 'true' } }, {}, 'allowed', 'BoolIfExists holds without the key'),
  when({ Null: { k: 'true' } }, {}, 'allowed', 'Null true wants the key away'),
  when({ Null: { k: 'false' } }, {}, 'implicitDeny', 'Null false wants the key there'),
  when({ NumericLessThan: { k: '10' } }, { k: '9' }, 'allowed', 'numbers compare as numbers'),
  when({ NumericGreaterThanEquals: { k: 10 } }, { k: '9' }, 'implicitDeny', 'a number may be a JSON number'),
  when({ DateGreaterThan: { k: '2026-01-01T00:00:00Z' } }, { k: '2026-06-01T00:00:00Z' }, 'allowed', 'dates compare as dates'),
  when({ IpAddress: { k: '10.0.0.0/8' } }, { k: '10.1.2.3' }, 'allowed', 'an address is in its range'),
  when({ NotIpAddress: { k: ['10.0.0.0/8'] } }, { k: '10.1.2.3' }, 'implicitDeny', 'and not outside'),
  when({ IpAddress: { k: '10.0.0.0/33' } }, { k: '10.1.2.3' }, 'implicitDeny', 'a range that is none has no addresses'),
  when({ IpAddress: { k: ['10.0.0.0/x', '10.0.0.0/8'] } }, { k: '10.1.2.3' }, 'allowed', 'and leaves the others as they are'),
  when({ StringEquals: { constructor: 'a' } }, { k: 'a' }, 'implicitDeny', 'a key that every object has is not there either'),
  when({ 'ForAnyValue:StringEquals': { k: ['a', 'b'] } }, { k: ['x', 'b'] }, 'allowed', 'ForAnyValue wants one'),
  when({ 'ForAnyValue:StringEquals': { k: 'a' } }, {}, 'implicitDeny', 'ForAnyValue of nothing does not hold'),
  when({ 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'x'] }, 'implicitDeny', 'ForAllValues wants all'),
  when({ 'ForAllValues:StringLike': { k: 'a*' } }, { k: ['a1', 'a2'] }, 'allowed', 'ForAllValues takes wildcards'),
  when({ 'ForAllValues:StringEquals': { k: 'a' } }, {}, 'allowed', 'ForAllValues of nothing holds'),
];

const POLICY_VARIABLES: readonly Case[] = [
  {
    says: 'a variable is filled in',
    statements: [{ ...allow, Resource: 'arn:aws:s3:::artifacts/${aws:PrincipalTag/app}/*' }],
    request: { context: { 'aws:PrincipalTag/app': 'app' } },
    expected: 'allowed',
  },
  {
    says: 'a variable without a value matches nothing',
    statements: [{ ...allow, Resource: 'arn:aws:s3:::artifacts/${aws:username}*' }],
    expected: 'implicitDeny',
  },
  {
    says: 'a default takes the place of a missing value',
    statements: [{ ...allow, Resource: "arn:aws:s3:::artifacts/${aws:username, 'app'}/*" }],
    expected: 'allowed',
  },
  {
    says: 'a star in the value of a variable is a star',
    statements: [{ ...allow, Resource: 'arn:aws:s3:::artifacts/${k}' }],
    request: { context: { k: '*' } },
    expected: 'implicitDeny',
  },
  {
    says: 'an escaped star is a star',
    statements: [{ ...allow, Resource: 'arn:aws:s3:::artifacts/${*}' }],
    request: { resource: 'arn:aws:s3:::artifacts/*' },
    expected: 'allowed',
  },
  {
    says: 'the version of 2008 knows no variables',
    statements: [{ ...allow, Resource: 'arn:aws:s3:::artifacts/${aws:username}' }],
    request: { resource: 'arn:aws:s3:::artifacts/${aws:username}' },
    version: '2008-10-17',
    expected: 'allowed',
  },
];

const ROLE = 'arn:aws:iam::111122223333:role/ci/deployer';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/deployer/build';
const trusting = (Principal: object | string) => [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Principal }];
const asking = (kind: 'AWS' | 'Service', id: string) => ({ principal: { kind, id } });

const PRINCIPALS: readonly Case[] = [
  {
    says: 'a service by its name',
    statements: trusting({ Service: 'ecs.amazonaws.com' }),
    request: asking('Service', 'ecs.amazonaws.com'),
    expected: 'allowed',
  },
  {
    says: 'no other service',
    statements: trusting({ Service: 'ecs.amazonaws.com' }),
    request: asking('Service', 'ec2.amazonaws.com'),
    expected: 'implicitDeny',
  },
  { says: 'everybody', statements: trusting('*'), request: asking('AWS', SESSION), expected: 'allowed' },
  { says: 'a session by its role', statements: trusting({ AWS: ROLE }), request: asking('AWS', SESSION), expected: 'allowed' },
  { says: 'a session by the account', statements: trusting({ AWS: '111122223333' }), request: asking('AWS', SESSION), expected: 'allowed' },
  {
    says: 'not of another account',
    statements: trusting({ AWS: 'arn:aws:iam::999999999999:root' }),
    request: asking('AWS', SESSION),
    expected: 'implicitDeny',
  },
  { says: 'nobody where nobody asks', statements: trusting({ AWS: '*' }), expected: 'implicitDeny' },
  {
    says: 'all but the one that NotPrincipal names',
    statements: [{ Effect: 'Deny', Action: '*', Resource: '*', NotPrincipal: { AWS: ROLE } }],
    request: asking('AWS', 'arn:aws:iam::111122223333:user/somebody'),
    expected: 'explicitDeny',
  },
];

describe('a policy decides by', () => {
  test.each(ACTIONS_AND_RESOURCES)('actions and resources: $says', one => {
    expect(decide(one)).toBe(one.expected);
  });

  test.each(CONDITIONS)('conditions: $says', one => {
    expect(decide(one)).toBe(one.expected);
  });

  test.each(POLICY_VARIABLES)('policy variables: $says', one => {
    expect(decide(one)).toBe(one.expected);
  });

  test.each(PRINCIPALS)('principals: $says', one => {
    expect(decide(one)).toBe(one.expected);
  });
});
