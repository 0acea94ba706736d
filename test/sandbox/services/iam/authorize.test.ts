import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { steppedTime, type SteppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  assertAllowed,
  assertAssumable,
  denialMessage,
  evaluateRole,
  isAssumable,
} from '../../../../src/sandbox/services/iam/authorize.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const PIPELINE = 'codepipeline.amazonaws.com';
const roleArn = 'arn:aws:iam::111122223333:role/pipeline';

let sandbox: Sandbox;
let time: SteppedTime;
let iam: IAMClient;

beforeAll(async () => {
  time = steppedTime(new Date('2026-06-01T00:00:00Z'));
  sandbox = await startTestSandbox({ clock: time });
  iam = new IAMClient(clientConfig(sandbox));
});

beforeEach(() => sandbox.reset());

const createRole = (Condition?: object) =>
  iam.send(
    new CreateRoleCommand({
      RoleName: 'pipeline',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: PIPELINE }, Action: 'sts:AssumeRole', ...(Condition && { Condition }) }],
      }),
    }),
  );

const allow = (Statement: object) =>
  iam.send(
    new PutRolePolicyCommand({
      RoleName: 'pipeline',
      PolicyName: 'inline',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );

describe('taking on a role', () => {
  test('is for the service that the trust policy names', async () => {
    await createRole();
    const world = sandbox.world();
    expect(isAssumable(world, roleArn, PIPELINE)).toBe(true);
    expect(isAssumable(world, roleArn, 'codedeploy.amazonaws.com')).toBe(false);
    expect(isAssumable(world, roleArn.replace('role/', 'role/path/'), PIPELINE)).toBe(false);
  });

  test.each([
    ['this account', { StringEquals: { 'aws:SourceAccount': '111122223333' } }, true],
    ['another account', { StringEquals: { 'aws:SourceAccount': '999999999999' } }, false],
    ['the resource', { ArnLike: { 'aws:SourceArn': 'arn:aws:codepipeline:*:111122223333:demo' } }, true],
    ['another resource', { ArnLike: { 'aws:SourceArn': 'arn:aws:codepipeline:*:111122223333:other' } }, false],
  ])('honours a condition on %s', async (_what, condition, expected) => {
    await createRole(condition);
    const context = { 'aws:SourceArn': 'arn:aws:codepipeline:us-east-1:111122223333:demo' };
    expect(isAssumable(sandbox.world(), roleArn, PIPELINE, context)).toBe(expected);
  });

  test('is refused with the words of STS', async () => {
    await createRole();
    assertAssumable(sandbox.world(), roleArn, PIPELINE);
    expect(() => assertAssumable(sandbox.world(), roleArn, 'ecs.amazonaws.com')).toThrow(
      `User: ecs.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
  });

  test('fails for a while after the role was made, where IAM lags', async () => {
    sandbox.faults.arm({ kind: 'iam-propagation', seconds: 8 });
    await createRole();
    expect(isAssumable(sandbox.world(), roleArn, PIPELINE)).toBe(false);
    await time.advance(8);
    expect(isAssumable(sandbox.world(), roleArn, PIPELINE)).toBe(true);
  });
});

describe('what a role may do', () => {
  beforeEach(() => createRole());

  test('comes from inline and managed policies together', async () => {
    const decide = (action: string) => evaluateRole(sandbox.world(), roleArn, action, '*');
    await allow({ Effect: 'Allow', Action: 'codecommit:Get*', Resource: '*' });
    expect([decide('codecommit:GetBranch'), decide('ecs:CreateTaskSet')]).toEqual(['allowed', 'implicitDeny']);
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'pipeline', PolicyArn: 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS' }));
    expect(decide('ecs:CreateTaskSet')).toBe('allowed');
    await allow({ Effect: 'Deny', Action: 'ecs:*', Resource: '*' });
    expect(decide('ecs:CreateTaskSet')).toBe('explicitDeny');
  });

  test('of the CodeDeploy policy includes passing roles to tasks only', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'pipeline', PolicyArn: 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS' }));
    const pass = (service: string) => evaluateRole(sandbox.world(), roleArn, 'iam:PassRole', roleArn, { 'iam:PassedToService': service });
    expect([pass('ecs-tasks.amazonaws.com'), pass('ec2.amazonaws.com')]).toEqual(['allowed', 'implicitDeny']);
  });

  test('knows the account of the resource', async () => {
    await allow({ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } } });
    const decide = (resource: string) => evaluateRole(sandbox.world(), roleArn, 's3:GetObject', resource);
    expect(decide('arn:aws:s3:::artifacts/key')).toBe('allowed');
    expect(decide('arn:aws:sns:us-east-1:999999999999:topic')).toBe('implicitDeny');
  });

  test('is nothing for a role that is not there', () => {
    expect(evaluateRole(sandbox.world(), `${roleArn}x`, 's3:GetObject', '*')).toBe('implicitDeny');
  });

  test('is refused with the words of AWS', async () => {
    const world = sandbox.world();
    const session = { roleArn, sessionName: 'run' };
    const user =
      'User: arn:aws:sts::111122223333:assumed-role/pipeline/run is not authorized to perform: ecr:DescribeImages on resource: *';
    expect(denialMessage(world, session, 'ecr:DescribeImages', '*')).toBe(
      `${user} because no identity-based policy allows the ecr:DescribeImages action`,
    );
    await allow({ Effect: 'Deny', Action: '*', Resource: '*' });
    expect(() => assertAllowed(world, session, 'ecr:DescribeImages', '*')).toThrow(
      `${user} with an explicit deny in an identity-based policy`,
    );
    await allow({ Effect: 'Allow', Action: 'ecr:*', Resource: '*' });
    expect(denialMessage(world, session, 'ecr:DescribeImages', '*')).toBeUndefined();
  });
});
