import { describe, expect, it } from 'vitest';
import { executionPolicy } from '../../src/iam/execution-policy.ts';

const PLACE = { account: '111122223333', region: 'ap-northeast-2', partition: 'aws' };
const SECRET = 'arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:orders-AbCdEf';

const rows = (container: object): unknown => {
  const found = executionPolicy({ containerDefinitions: [container] }, PLACE) as
    | { Statement: { Action: string; Resource: string[] }[] }
    | undefined;
  return found?.Statement.map(({ Action, Resource }) => [Action, Resource]);
};

describe('what a task execution role needs beyond the managed policy', () => {
  it('is nothing for a plain container', () => {
    expect(executionPolicy({}, PLACE)).toBeUndefined();
    expect(rows({ name: 'web' })).toBeUndefined();
  });

  it.each([
    ['a secret', { secrets: [{ name: 'A', valueFrom: SECRET }] }, [['secretsmanager:GetSecretValue', [SECRET]]]],
    ['a key of a secret', { secrets: [{ name: 'A', valueFrom: `${SECRET}:key::` }] }, [['secretsmanager:GetSecretValue', [SECRET]]]],
    [
      'parameters by name and by ARN',
      { secrets: [{ valueFrom: '/a/b' }, { valueFrom: 'c' }, { valueFrom: 'arn:aws:ssm:us-east-1:111122223333:parameter/d' }] },
      [
        [
          'ssm:GetParameters',
          [
            'arn:aws:ssm:ap-northeast-2:111122223333:parameter/a/b',
            'arn:aws:ssm:ap-northeast-2:111122223333:parameter/c',
            'arn:aws:ssm:us-east-1:111122223333:parameter/d',
          ],
        ],
      ],
    ],
    [
      'a secret of the log driver',
      { logConfiguration: { secretOptions: [{ valueFrom: SECRET }] } },
      [['secretsmanager:GetSecretValue', [SECRET]]],
    ],
    ['a private registry', { repositoryCredentials: { credentialsParameter: SECRET } }, [['secretsmanager:GetSecretValue', [SECRET]]]],
    [
      'a file of variables',
      { environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/prod/app.env' }] },
      [
        ['s3:GetObject', ['arn:aws:s3:::bucket/prod/app.env']],
        ['s3:GetBucketLocation', ['arn:aws:s3:::bucket']],
      ],
    ],
    [
      'a log group that the driver makes',
      { logConfiguration: { options: { 'awslogs-group': '/x', 'awslogs-create-group': 'true' } } },
      [
        [
          'logs:CreateLogGroup',
          ['arn:aws:logs:ap-northeast-2:111122223333:log-group:/x', 'arn:aws:logs:ap-northeast-2:111122223333:log-group:/x:*'],
        ],
      ],
    ],
    [
      'a log group in another region',
      { logConfiguration: { options: { 'awslogs-group': '/x', 'awslogs-region': 'us-east-1', 'awslogs-create-group': 'true' } } },
      [['logs:CreateLogGroup', ['arn:aws:logs:us-east-1:111122223333:log-group:/x', 'arn:aws:logs:us-east-1:111122223333:log-group:/x:*']]],
    ],
  ])('is exactly that for %s', (_, container, wanted) => {
    expect(rows(container)).toEqual(wanted);
  });
});
