import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachUserPolicyCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListGroupsCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  SetDefaultPolicyVersionCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagPolicyCommand,
  TagUserCommand,
  UntagPolicyCommand,
  UntagUserCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { steppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const ACCOUNT = '111122223333';
const ARN = `arn:aws:iam::${ACCOUNT}:policy/own`;

let sandbox: Sandbox;
let iam: IAMClient;

beforeAll(async () => {
  sandbox = await startTestSandbox({ clock: steppedTime() });
  iam = new IAMClient(clientConfig(sandbox));
});

beforeEach(() => sandbox.reset());

const policy = (action: string, more: object = {}): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*', ...more }] });
const large = (characters: number): string => policy('s3:*', { Sid: 'x'.repeat(characters) });

const createUser = (UserName = 'alice') => iam.send(new CreateUserCommand({ UserName, Path: '/team/', Tags: [{ Key: 'a', Value: '1' }] }));
const createPolicy = (document = policy('s3:*')) =>
  iam.send(new CreatePolicyCommand({ PolicyName: 'own', PolicyDocument: document, Description: 'Mine' }));
const newVersion = (action: string, SetAsDefault = false) =>
  iam.send(new CreatePolicyVersionCommand({ PolicyArn: ARN, PolicyDocument: policy(action), SetAsDefault }));

describe('a user', () => {
  test('is made, found, renamed and removed', async () => {
    const { User } = await createUser();
    expect(User).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT}:user/team/alice`,
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Path: '/team/',
    });
    await expect(createUser('ALICE')).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'User with name ALICE already exists.',
    });
    await iam.send(new TagUserCommand({ UserName: 'alice', Tags: [{ Key: 'b', Value: '2' }] }));
    await iam.send(new UntagUserCommand({ UserName: 'alice', TagKeys: ['a'] }));
    expect((await iam.send(new ListUserTagsCommand({ UserName: 'alice' }))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
    await iam.send(new UpdateUserCommand({ UserName: 'alice', NewUserName: 'bob', NewPath: '/' }));
    expect((await iam.send(new GetUserCommand({ UserName: 'bob' }))).User?.Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/bob`);
    expect((await iam.send(new ListUsersCommand({}))).Users?.map(({ UserName }) => UserName)).toEqual(['bob', 'sandbox']);
    await iam.send(new DeleteUserCommand({ UserName: 'bob' }));
    await expect(iam.send(new GetUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The user with name bob cannot be found.',
    });
  });

  test('stays while it has keys, policies or groups', async () => {
    await createUser();
    const remove = () => iam.send(new DeleteUserCommand({ UserName: 'alice' }));
    const UserName = 'alice';
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    await expect(remove()).rejects.toThrow('Cannot delete entity, must delete access keys first.');
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId }));
    await createPolicy();
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: ARN }));
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
    });
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: ARN }));
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: policy('s3:*') }));
    await expect(remove()).rejects.toThrow('Cannot delete entity, must delete policies first.');
    await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'p' }));
    await iam.send(new CreateGroupCommand({ GroupName: 'team' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'team', UserName }));
    await expect(remove()).rejects.toThrow('Cannot delete entity, must remove users from group first.');
    await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'team', UserName }));
    await remove();
  });

  test('has two keys at most', async () => {
    await createUser();
    const create = () => iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
    const { AccessKey } = await create();
    expect(AccessKey?.AccessKeyId).toMatch(/^AKIASANDBOX[A-Z2-7]{9}$/);
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    expect((await iam.send(new ListAccessKeysCommand({ UserName: 'alice' }))).AccessKeyMetadata).toHaveLength(2);
  });

  test('that comes with the sandbox stays as it is', async () => {
    await expect(iam.send(new DeleteUserCommand({ UserName: 'sandbox' }))).rejects.toMatchObject({ name: 'UnmodifiableEntityException' });
  });
});

test.each([
  ['user', 2048, (document: string) => new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'p', PolicyDocument: document })],
  ['group', 5120, (document: string) => new PutGroupPolicyCommand({ GroupName: 'team', PolicyName: 'p', PolicyDocument: document })],
] as const)('inline policies of a %s have %d characters together', async (noun, quota, command) => {
  await createUser();
  await iam.send(new CreateGroupCommand({ GroupName: 'team' }));
  const room = quota - large(0).length;
  await iam.send(command(large(room)) as PutUserPolicyCommand);
  await expect(iam.send(command(large(room + 1)) as PutUserPolicyCommand)).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: expect.stringContaining(`Maximum policy size of ${quota} bytes exceeded for ${noun}`),
  });
});

test('an inline policy comes back as it went in', async () => {
  await createUser();
  const named = { UserName: 'alice', PolicyName: 'p' };
  await iam.send(new PutUserPolicyCommand({ ...named, PolicyDocument: policy('s3:*') }));
  const found = await iam.send(new GetUserPolicyCommand(named));
  expect(found).toMatchObject(named);
  expect(decodeURIComponent(found.PolicyDocument ?? '')).toBe(policy('s3:*'));
  expect((await iam.send(new ListUserPoliciesCommand({ UserName: 'alice' }))).PolicyNames).toEqual(['p']);
});

test('a group has policies of its own and managed ones, and stays while it has', async () => {
  const GroupName = 'team';
  const named = { GroupName, PolicyName: 'p' };
  await iam.send(new CreateGroupCommand({ GroupName }));
  await createPolicy();
  await iam.send(new PutGroupPolicyCommand({ ...named, PolicyDocument: policy('s3:*') }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn: ARN }));
  const found = await iam.send(new GetGroupPolicyCommand(named));
  expect({ ...found, PolicyDocument: decodeURIComponent(found.PolicyDocument ?? '') }).toMatchObject({
    ...named,
    PolicyDocument: policy('s3:*'),
  });
  const inline = async () => (await iam.send(new ListGroupPoliciesCommand({ GroupName }))).PolicyNames;
  const attached = async () => (await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }))).AttachedPolicies;
  expect(await inline()).toEqual(['p']);
  expect(await attached()).toEqual([{ PolicyName: 'own', PolicyArn: ARN }]);
  const remove = () => iam.send(new DeleteGroupCommand({ GroupName }));
  await expect(remove()).rejects.toThrow('Cannot delete entity, must detach all policies first.');
  await iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn: ARN }));
  await expect(iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn: ARN }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  await expect(remove()).rejects.toThrow('Cannot delete entity, must delete policies first.');
  await iam.send(new DeleteGroupPolicyCommand(named));
  expect([await inline(), await attached()]).toEqual([[], []]);
  await expect(iam.send(new GetGroupPolicyCommand(named))).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  expect((await iam.send(new ListGroupsCommand({}))).Groups).toMatchObject([{ GroupName }]);
  await remove();
  expect((await iam.send(new ListGroupsCommand({}))).Groups).toEqual([]);
});

test('a user has a boundary until it is taken away', async () => {
  await createUser();
  await createPolicy();
  const boundary = async () => (await iam.send(new GetUserCommand({ UserName: 'alice' }))).User?.PermissionsBoundary;
  await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'alice', PermissionsBoundary: ARN }));
  expect(await boundary()).toMatchObject({ PermissionsBoundaryArn: ARN });
  const remove = () => iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'alice' }));
  await remove();
  expect(await boundary()).toBeUndefined();
  await expect(remove()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
});

test('a group has members, and goes when they have gone', async () => {
  await createUser();
  await iam.send(new CreateGroupCommand({ GroupName: 'team' }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'team', UserName: 'alice' }));
  await iam.send(new UpdateGroupCommand({ GroupName: 'team', NewGroupName: 'crew' }));
  expect((await iam.send(new GetGroupCommand({ GroupName: 'crew' }))).Users?.map(({ UserName }) => UserName)).toEqual(['alice']);
  expect((await iam.send(new ListGroupsForUserCommand({ UserName: 'alice' }))).Groups?.map(({ GroupName }) => GroupName)).toEqual(['crew']);
  await expect(iam.send(new DeleteGroupCommand({ GroupName: 'crew' }))).rejects.toMatchObject({ name: 'DeleteConflictException' });
  await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'crew', UserName: 'alice' }));
  await iam.send(new DeleteGroupCommand({ GroupName: 'crew' }));
});

describe('a managed policy', () => {
  test('is attached, counted, and stays while it is', async () => {
    await createUser();
    await createPolicy();
    await iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn: ARN }));
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: ARN }))).Policy).toMatchObject({
      AttachmentCount: 1,
      Description: 'Mine',
      DefaultVersionId: 'v1',
    });
    expect((await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'alice' }))).AttachedPolicies).toEqual([
      { PolicyName: 'own', PolicyArn: ARN },
    ]);
    expect((await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: ARN }))).PolicyUsers).toMatchObject([{ UserName: 'alice' }]);
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn: ARN }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete a policy attached to entities.',
    });
    await iam.send(new DetachUserPolicyCommand({ UserName: 'alice', PolicyArn: ARN }));
    await iam.send(new DeletePolicyCommand({ PolicyArn: ARN }));
    expect((await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))).Policies).toEqual([]);
  });

  test('takes tags and loses them', async () => {
    await createPolicy();
    const Tags = ['app', 'env'].map(Key => ({ Key, Value: 'web' }));
    await iam.send(new TagPolicyCommand({ PolicyArn: ARN, Tags }));
    await iam.send(new UntagPolicyCommand({ PolicyArn: ARN, TagKeys: ['env', 'none'] }));
    expect((await iam.send(new ListPolicyTagsCommand({ PolicyArn: ARN }))).Tags).toEqual([{ Key: 'app', Value: 'web' }]);
    await expect(iam.send(new TagPolicyCommand({ PolicyArn: `${ARN}2`, Tags }))).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('has five versions, of which one holds', async () => {
    await createPolicy();
    for (const action of ['a:1', 'a:2', 'a:3', 'a:4']) await newVersion(action);
    await expect(newVersion('a:5')).rejects.toMatchObject({ name: 'LimitExceededException' });
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v3' }));
    await expect(iam.send(new DeletePolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v3' }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete the default version of a policy.',
    });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v5' }));
    await newVersion('a:6');
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: ARN }));
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v6', false],
      ['v4', false],
      ['v3', true],
      ['v2', false],
      ['v1', false],
    ]);
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v3' }));
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(policy('a:2'));
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn: ARN }))).rejects.toThrow('This policy has more than one version.');
  });

  test('is refused where it is taken, too large or broken', async () => {
    await createPolicy();
    await expect(createPolicy()).rejects.toMatchObject({ message: 'A policy called own already exists. Duplicate names are not allowed.' });
    await expect(createPolicy(large(6144))).rejects.toMatchObject({ message: 'Cannot exceed quota for PolicySize: 6144' });
    await expect(createPolicy('{}')).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });
});

describe('a simulation', () => {
  test('knows that the built-in user may do everything', async () => {
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({ PolicySourceArn: 'arn:aws:iam::111122223333:user/sandbox', ActionNames: ['ecs:CreateService'] }),
    );
    expect(EvaluationResults).toMatchObject([{ EvalDecision: 'allowed' }]);
  });

  const statement = {
    Effect: 'Allow',
    Action: 's3:Get*',
    Resource: 'arn:aws:s3:::things/${aws:username}/*',
    Condition: { Bool: { 'aws:SecureTransport': 'true' } },
  };
  const text = `{"Version":"2012-10-17",\n  "Statement":[\n  ${JSON.stringify(statement)}]}`;
  const asked = { ActionNames: ['s3:GetObject', 's3:PutObject'], ResourceArns: ['arn:aws:s3:::things/alice/k'] };
  const context = [
    { ContextKeyName: 'aws:username', ContextKeyValues: ['alice'], ContextKeyType: 'string' as const },
    { ContextKeyName: 'aws:SecureTransport', ContextKeyValues: ['true'], ContextKeyType: 'boolean' as const },
  ];

  test('tells decisions, statements and what is missing', async () => {
    const simulate = (ContextEntries: typeof context) =>
      iam.send(new SimulateCustomPolicyCommand({ PolicyInputList: [text], ...asked, ContextEntries }));
    const { EvaluationResults } = await simulate(context);
    expect(EvaluationResults?.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision])).toEqual([
      ['s3:GetObject', 'allowed'],
      ['s3:PutObject', 'implicitDeny'],
    ]);
    expect(EvaluationResults?.[0]?.MatchedStatements).toEqual([
      {
        SourcePolicyId: 'PolicyInputList.1',
        SourcePolicyType: 'IAM Policy',
        StartPosition: { Line: 3, Column: 3 },
        EndPosition: { Line: 3, Column: 3 + JSON.stringify(statement).length },
      },
    ]);
    const unknown = await simulate([]);
    expect(unknown.EvaluationResults?.[0]).toMatchObject({
      EvalDecision: 'implicitDeny',
      MissingContextValues: ['aws:SecureTransport', 'aws:username'],
    });
  });

  test('of a user counts its policies and its boundary', async () => {
    await createPolicy(policy('s3:GetObject'));
    await iam.send(new CreateUserCommand({ UserName: 'alice', PermissionsBoundary: ARN }));
    await iam.send(new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'p', PolicyDocument: policy('s3:*') }));
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({ PolicySourceArn: `arn:aws:iam::${ACCOUNT}:user/alice`, ...asked }),
    );
    expect(EvaluationResults).toMatchObject([
      {
        EvalDecision: 'allowed',
        MatchedStatements: [{ SourcePolicyId: 'user_alice_p' }],
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
      },
      { EvalDecision: 'implicitDeny', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } },
    ]);
  });
});

test('the account is told as a whole', async () => {
  await createUser();
  await createPolicy();
  await iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn: ARN }));
  expect((await iam.send(new GetAccountSummaryCommand({}))).SummaryMap).toMatchObject({ Users: 2, Policies: 1, Roles: 0 });
  const details = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['User', 'LocalManagedPolicy'] }));
  expect(details.UserDetailList).toMatchObject([
    { UserName: 'alice', AttachedManagedPolicies: [{ PolicyArn: ARN }] },
    { UserName: 'sandbox' },
  ]);
  expect(details.Policies).toMatchObject([{ Arn: ARN, PolicyVersionList: [{ VersionId: 'v1' }] }]);
});
