import { describe, expect, test } from 'vitest';
import { parseIdentityPolicy, parseTrustPolicy } from '../../../../src/sandbox/services/iam/check-policy.ts';

const VERSION = '2012-10-17';
const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const policy = (...statements: readonly object[]): string => JSON.stringify({ Version: VERSION, Statement: statements });

describe('a permissions policy', () => {
  test('is read whether its elements are single or listed', () => {
    const single = parseIdentityPolicy(JSON.stringify({ Version: VERSION, Statement: good }));
    expect(single).toEqual(parseIdentityPolicy(policy({ ...good, Action: ['s3:GetObject'], Resource: ['*'] })));
    expect(single.statements).toHaveLength(1);
  });

  test.each([
    ['that is no JSON', '{', 'This policy contains invalid Json'],
    ['that is no object', '[]', 'Syntax errors in policy.'],
    ['with a key that nobody knows', policy({ ...good, Actions: 'x' }), 'Syntax errors in policy.'],
    ['of another version', JSON.stringify({ Version: '2020-01-01', Statement: [good] }), 'The policy must contain a valid version string'],
    ['without statements', JSON.stringify({ Version: VERSION }), 'Missing required field Statement'],
    ['without an effect', policy({ Action: 's3:*', Resource: '*' }), 'Missing required field Effect'],
    ['with an effect that is none', policy({ ...good, Effect: 'Maybe' }), 'Syntax errors in policy.'],
    ['with an operator that nobody knows', policy({ ...good, Condition: { StringEquals2: { k: 'v' } } }), 'Syntax errors in policy.'],
    ['with a principal', policy({ ...good, Principal: '*' }), 'Policy document should not specify a principal.'],
    ['without an action', policy({ Effect: 'Allow', Resource: '*' }), 'Missing required field Action'],
    ['without a resource', policy({ Effect: 'Allow', Action: 's3:*' }), 'Missing required field Resource'],
    [
      'with an action of no service',
      policy({ ...good, Action: 'GetObject' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    ['with a resource that is no ARN', policy({ ...good, Resource: 'bucket' }), 'Resource bucket must be in ARN format or "*".'],
    ['with Action and NotAction', policy({ ...good, NotAction: 's3:*' }), 'Syntax errors in policy.'],
    [
      'with the same SID twice',
      policy({ ...good, Sid: 'A' }, { ...good, Sid: 'A' }),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    ['with a blank in a SID', policy({ ...good, Sid: 'A B' }), /^Statement IDs \(SID\) must be alpha-numeric/],
  ])('%s is refused', (_what, text, message) => {
    expect(() => parseIdentityPolicy(text)).toThrow(message);
  });
});

const trust = (statement: object): string => policy({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement });

describe('a trust policy', () => {
  const parse = (text: string) => parseTrustPolicy(text, arn => arn.endsWith('/known'));

  test.each([
    ['a service', { Principal: { Service: ['ecs-tasks.amazonaws.com', 'codepipeline.amazonaws.com'] } }],
    ['a service of one region', { Principal: { Service: 'states.eu-west-1.amazonaws.com' } }],
    ['an account', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    ['a role that is there', { Principal: { AWS: 'arn:aws:iam::111122223333:role/known' } }],
    ['session tags', { Principal: { Service: 'ecs.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
  ])('may name %s', (_what, statement) => {
    expect(parse(trust(statement)).statements).toHaveLength(1);
  });

  test.each([
    [
      'a service that AWS does not have',
      { Principal: { Service: 'ecs-task.amazonaws.com' } },
      'Invalid principal in policy: "SERVICE":"ecs-task.amazonaws.com"',
    ],
    [
      'a role that is not there',
      { Principal: { AWS: 'arn:aws:iam::111122223333:role/gone' } },
      'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/gone"',
    ],
    ['a name that is no ARN', { Principal: { AWS: 'somebody' } }, 'Invalid principal in policy: "AWS":"somebody"'],
    ['nobody', {}, 'Missing required field Principal'],
    ['a resource', { Principal: '*', Resource: '*' }, 'Has prohibited field Resource'],
    [
      'an action of another service',
      { Principal: '*', Action: 's3:GetObject' },
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
  ])('may not name %s', (_what, statement, message) => {
    expect(() => parse(trust(statement))).toThrow(message);
  });
});
