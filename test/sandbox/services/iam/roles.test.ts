import {
  PutRolePermissionsBoundaryCommand,
  DeleteRolePermissionsBoundaryCommand,
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  paginateListRoles,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const TASK_EXECUTION = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
const CODEDEPLOY = 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS';
const RoleName = 'demo-exec';

const trustOf = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
const AssumeRolePolicyDocument = trustOf('ecs-tasks.amazonaws.com');
const permissions = (action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

let sandbox: Sandbox;
let iam: IAMClient;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  iam = new IAMClient(clientConfig(sandbox));
});

beforeEach(async () => {
  await sandbox.reset();
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Tags: [{ Key: 'app', Value: 'demo' }] }));
});

const refusal = (name: string, Code: string, message: string | RegExp) => ({
  name,
  Code,
  message: expect.stringMatching(message) as string,
});
const notFound = (name: string) => refusal('NoSuchEntityException', 'NoSuchEntity', `The role with name ${name} cannot be found\\.`);

describe('a role', () => {
  test('is told as it was made, with its trust policy URL-encoded', async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({
      RoleName,
      Path: '/',
      Arn: `arn:aws:iam::111122223333:role/${RoleName}`,
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as string,
      MaxSessionDuration: 3600,
      Tags: [{ Key: 'app', Value: 'demo' }],
    });
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version/);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(AssumeRolePolicyDocument);
  });

  test('carries its path in its ARN', async () => {
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'x', Path: '/service-role/', AssumeRolePolicyDocument }));
    expect(Role?.Arn).toBe('arn:aws:iam::111122223333:role/service-role/x');
    const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: '/service-role/' }));
    expect(Roles?.map(role => role.RoleName)).toEqual(['x']);
  });

  test('cannot be made twice, whatever the case of its name', async () => {
    await expect(iam.send(new CreateRoleCommand({ RoleName: 'Demo-Exec', AssumeRolePolicyDocument }))).rejects.toMatchObject(
      refusal('EntityAlreadyExistsException', 'EntityAlreadyExists', 'Role with name Demo-Exec already exists\\.'),
    );
  });

  test.each([
    ['a name too long', { RoleName: 'r'.repeat(65) }, 'ValidationError', /'roleName' failed to satisfy constraint/],
    ['a name with a blank', { RoleName: 'a b' }, 'ValidationError', /regular expression pattern/],
    ['a trust policy that is no JSON', { AssumeRolePolicyDocument: '{' }, 'MalformedPolicyDocument', /invalid Json/],
    [
      'an unknown service',
      { AssumeRolePolicyDocument: trustOf('nobody.amazonaws.com') },
      'MalformedPolicyDocument',
      /^Invalid principal in policy/,
    ],
    [
      'a trust policy over quota',
      { AssumeRolePolicyDocument: trustOf('ecs.amazonaws.com').replace('Allow"', `Allow","Sid":"${'s'.repeat(2000)}"`) },
      'LimitExceeded',
      /ACLSizePerRole: 2048/,
    ],
    [
      'the same tag twice',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'A', Value: '2' },
        ],
      },
      'InvalidInput',
      /Duplicate tag keys/,
    ],
  ])('with %s is refused', async (_what, changed, Code, message) => {
    const input = { RoleName: 'other', AssumeRolePolicyDocument, ...changed };
    await expect(iam.send(new CreateRoleCommand(input))).rejects.toMatchObject({ Code, message: expect.stringMatching(message) as string });
  });

  test('that is not there is not found', async () => {
    await expect(iam.send(new GetRoleCommand({ RoleName: 'gone' }))).rejects.toMatchObject({
      ...notFound('gone'),
      $metadata: { httpStatusCode: 404 },
    });
    await expect(iam.send(new GetRoleCommand({ RoleName: 'constructor' }))).rejects.toMatchObject(notFound('constructor'));
  });

  test('changes its trust, its description and its duration', async () => {
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trustOf('ecs.amazonaws.com') }));
    await iam.send(new UpdateRoleCommand({ RoleName, Description: 'one', MaxSessionDuration: 7200 }));
    const { Role } = await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description: 'two' }));
    expect(Role).toMatchObject({ Description: 'two', MaxSessionDuration: 7200 });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trustOf('ecs.amazonaws.com'));
  });

  test('takes tags and loses them', async () => {
    await iam.send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: 'app', Value: 'new' },
          { Key: 'env', Value: 'prod' },
        ],
      }),
    );
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['env', 'none'] }));
    const { Tags, IsTruncated } = await iam.send(new ListRoleTagsCommand({ RoleName }));
    expect({ Tags, IsTruncated }).toEqual({ Tags: [{ Key: 'app', Value: 'new' }], IsTruncated: false });
  });

  test('has a boundary until it is taken away', async () => {
    const boundary = async () => (await iam.send(new GetRoleCommand({ RoleName }))).Role?.PermissionsBoundary;
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: TASK_EXECUTION }));
    expect(await boundary()).toMatchObject({ PermissionsBoundaryArn: TASK_EXECUTION });
    const remove = () => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    await remove();
    expect(await boundary()).toBeUndefined();
    await expect(remove()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('is deleted only without policies', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: TASK_EXECUTION }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'logs', PolicyDocument: permissions('logs:*') }));
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName }));
    await expect(remove()).rejects.toMatchObject(refusal('DeleteConflictException', 'DeleteConflict', 'must detach all policies first\\.'));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: TASK_EXECUTION }));
    await expect(remove()).rejects.toMatchObject(refusal('DeleteConflictException', 'DeleteConflict', 'must delete policies first\\.'));
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'logs' }));
    await remove();
    await expect(remove()).rejects.toMatchObject(notFound(RoleName));
  });

  test('lists come in pages', async () => {
    for (const name of ['b', 'a', 'c']) await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
    const names: (string | undefined)[] = [];
    for await (const { Roles } of paginateListRoles({ client: iam, pageSize: 2 }, {}))
      names.push(...(Roles ?? []).map(role => role.RoleName));
    expect(names).toEqual(['a', 'b', 'c', RoleName]);
  });
});

describe('inline policies', () => {
  test('are kept, listed and given back URL-encoded', async () => {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'two', PolicyDocument: permissions('s3:*') }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'one', PolicyDocument: permissions('ecs:*') }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'two', PolicyDocument: permissions('ecr:*') }));
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['one', 'two']);
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'two' }));
    expect(PolicyDocument).toContain('%2A');
    expect(decodeURIComponent(PolicyDocument)).toBe(permissions('ecr:*'));
  });

  test('that are not there are not found', async () => {
    await expect(iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'gone' }))).rejects.toMatchObject(
      refusal('NoSuchEntityException', 'NoSuchEntity', 'The role policy with name gone cannot be found\\.'),
    );
  });

  test('together stay under 10,240 characters, white space not counted', async () => {
    const big = permissions(`s3:${'x'.repeat(10_000)}`);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'one', PolicyDocument: big.replace(':', ': '.padEnd(2000)) }));
    await expect(
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'two', PolicyDocument: permissions(`s3:${'x'.repeat(200)}`) })),
    ).rejects.toMatchObject(
      refusal('LimitExceededException', 'LimitExceeded', `Maximum policy size of 10240 bytes exceeded for role ${RoleName}`),
    );
  });

  test('that are malformed are refused', async () => {
    await expect(
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: permissions('nothing') })),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      Code: 'MalformedPolicyDocument',
    });
  });
});

describe('managed policies', () => {
  test('attach by their exact ARN, as often as one likes', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: TASK_EXECUTION }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: TASK_EXECUTION }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: CODEDEPLOY }));
    expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([
      { PolicyName: 'AmazonECSTaskExecutionRolePolicy', PolicyArn: TASK_EXECUTION },
      { PolicyName: 'AWSCodeDeployRoleForECS', PolicyArn: CODEDEPLOY },
    ]);
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: CODEDEPLOY }))).Policy).toMatchObject({
      AttachmentCount: 1,
      DefaultVersionId: 'v3',
    });
  });

  test.each([
    'arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy',
    'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForECS',
    'arn:aws:iam::111122223333:policy/mine',
  ])('%s does not exist', async PolicyArn => {
    await expect(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))).rejects.toMatchObject(
      refusal('NoSuchEntityException', 'NoSuchEntity', `Policy ${PolicyArn} does not exist or is not attachable\\.`),
    );
  });

  test('that are not attached cannot be detached', async () => {
    await expect(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: CODEDEPLOY }))).rejects.toMatchObject({
      Code: 'NoSuchEntity',
    });
  });

  test('show their documents', async () => {
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: CODEDEPLOY, VersionId: 'v3' }));
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('"ecs:CreateTaskSet"');
    await expect(iam.send(new GetPolicyVersionCommand({ PolicyArn: CODEDEPLOY, VersionId: 'v1' }))).rejects.toMatchObject({
      Code: 'NoSuchEntity',
    });
  });
});

describe('the account', () => {
  test('has the caller as its user, no alias and no instance profiles', async () => {
    const { User } = await iam.send(new GetUserCommand({}));
    expect(User).toMatchObject({ UserName: 'sandbox', Arn: 'arn:aws:iam::111122223333:user/sandbox' });
    await expect(iam.send(new GetUserCommand({ UserName: 'other' }))).rejects.toMatchObject({ Code: 'NoSuchEntity' });
    expect((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual([]);
    expect((await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))).InstanceProfiles).toEqual([]);
  });
});
