import { CreateRole$ } from '@aws-sdk/client-iam';
import { CreateRepository$ } from '@aws-sdk/client-ecr';
import { CreateTargetGroup$ } from '@aws-sdk/client-elastic-load-balancing-v2';
import { RegisterTaskDefinition$ } from '@aws-sdk/client-ecs';
import { PutRetentionPolicy$ } from '@aws-sdk/client-cloudwatch-logs';
import { GetCallerIdentity$ } from '@aws-sdk/client-sts';
import type { StaticOperationSchema } from '@smithy/types';
import { describe, expect, test } from 'vitest';
import { constraintsOf } from '../../src/sandbox/constraints.ts';
import { operationShape, type Shape, type Structure } from '../../src/sandbox/protocols/schema.ts';
import { SERVICES } from '../../src/sandbox/services/index.ts';
import { validate, violationText } from '../../src/sandbox/validate.ts';

const check = (service: string, schema: StaticOperationSchema, input: Record<string, unknown>): readonly string[] =>
  validate(service, operationShape(schema).input, input).map(violation =>
    violationText([violation]).replace('1 validation error detected: ', ''),
  );

const broken = (value: string, path: string, constraint: string): string =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;

test('what the model allows breaks nothing', () => {
  expect(check('sts', GetCallerIdentity$, {})).toEqual([]);
  expect(check('iam', CreateRole$, { RoleName: 'r', AssumeRolePolicyDocument: '{}\n"é"' })).toEqual([]);
  expect(
    check('elasticloadbalancing', CreateTargetGroup$, { Name: 'blue', Port: 80, Protocol: 'HTTP', Tags: [{ Key: 'å b', Value: '' }] }),
  ).toEqual([]);
});

test.each([
  ['a missing member', 'iam', CreateRole$, { RoleName: 'r' }, broken('null', 'assumeRolePolicyDocument', 'not be null')],
  [
    'a text that is too long',
    'iam',
    CreateRole$,
    { RoleName: 'r'.repeat(65), AssumeRolePolicyDocument: '{}' },
    broken(`'${'r'.repeat(65)}'`, 'roleName', 'have length less than or equal to 64'),
  ],
  [
    'a text that does not fit its pattern',
    'iam',
    CreateRole$,
    { RoleName: 'a b', AssumeRolePolicyDocument: '{}' },
    broken("'a b'", 'roleName', String.raw`satisfy regular expression pattern: [\w+=,.@-]+`),
  ],
  [
    'a number that is too great',
    'iam',
    CreateRole$,
    { RoleName: 'r', AssumeRolePolicyDocument: '{}', MaxSessionDuration: 43_201 },
    broken("'43201'", 'maxSessionDuration', 'have value less than or equal to 43200'),
  ],
  [
    'a number that is no integer',
    'logs',
    PutRetentionPolicy$,
    { logGroupName: 'a', retentionInDays: 1.5 },
    broken("'1.5'", 'retentionInDays', 'be an integer'),
  ],
  [
    'a word that is not on the list',
    'ecr',
    CreateRepository$,
    { repositoryName: 'app', encryptionConfiguration: { encryptionType: 'ROT13' } },
    broken("'ROT13'", 'encryptionConfiguration.encryptionType', 'satisfy enum value set: [AES256, KMS, KMS_DSSE]'),
  ],
  [
    'a member that is missing in a list',
    'ecs',
    RegisterTaskDefinition$,
    { family: 'f', containerDefinitions: [{ name: 'a', secrets: [{ name: 'S' }] }] },
    broken('null', 'containerDefinitions.1.member.secrets.1.member.valueFrom', 'not be null'),
  ],
  [
    'a word that is not on the list, in a list',
    'ecs',
    RegisterTaskDefinition$,
    { family: 'f', containerDefinitions: [], requiresCompatibilities: ['FARGATE', 'MOON'] },
    broken("'MOON'", 'requiresCompatibilities.2.member', 'satisfy enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]'),
  ],
])('%s is told in the words of AWS', (_what, service, schema, input, message) => {
  expect(check(service, schema, input)).toEqual([message]);
});

test('several violations are counted and told together', () => {
  const violations = validate('iam', operationShape(CreateRole$).input, { RoleName: '' });
  expect(violationText(violations)).toBe(
    [
      String.raw`3 validation errors detected: Value '' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]+`,
      "Value '' at 'roleName' failed to satisfy constraint: Member must have length greater than or equal to 1",
      "Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null",
    ].join('; '),
  );
});

describe('the table of constraints', () => {
  const structuresIn = (shape: Shape, found = new Map<string, Structure>()): Map<string, Structure> => {
    if (shape.kind === 'list') structuresIn(shape.member.shape, found);
    if (shape.kind === 'map') structuresIn(shape.value.shape, found);
    if (shape.kind !== 'structure' || found.has(shape.name)) return found;
    found.set(shape.name, shape);
    for (const member of shape.members.values()) structuresIn(member.shape, found);
    return found;
  };

  test.each(SERVICES.map(service => [service.name, service] as const))(
    'of %s names structures and members that its schemas have',
    (name, service) => {
      const structures = new Map(service.operations.flatMap(({ schema }) => [...structuresIn(operationShape(schema).input)]));
      const unknown = Object.entries(constraintsOf(name).structures).flatMap(([structure, members]) =>
        Object.keys(members)
          .filter(member => !structures.get(structure)?.members.has(member))
          .map(member => `${structure}.${member}`),
      );
      expect(unknown).toEqual([]);
    },
  );
});
