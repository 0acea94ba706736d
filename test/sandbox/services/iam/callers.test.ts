import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, ECSClient, CreateClusterCommand } from '@aws-sdk/client-ecs';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  TagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type AssumeRoleRequest,
} from '@aws-sdk/client-sts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { steppedTime, type SteppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const ACCOUNT = '111122223333';
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deployer`;

let sandbox: Sandbox;
let time: SteppedTime;
let iam: IAMClient;

beforeAll(async () => {
  time = steppedTime(new Date('2026-06-01T00:00:00Z'));
  sandbox = await startTestSandbox({ clock: time });
  iam = new IAMClient(clientConfig(sandbox));
});

beforeEach(() => sandbox.reset());

const policy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const deny = (Action: string | string[], more: object = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...more });

interface Keys {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
}

const configOf = ({ AccessKeyId = '', SecretAccessKey = '', SessionToken }: Keys = {}) => ({
  ...clientConfig(sandbox),
  credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...(SessionToken && { sessionToken: SessionToken }) },
});

/** Makes alice, who may do what the statements say. */
const alice = async (...statements: object[]) => {
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  if (statements.length > 0) await may(...statements);
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
  return configOf(AccessKey);
};

const may = (...statements: object[]) =>
  iam.send(new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'own', PolicyDocument: policy(...statements) }));

const managed = async (...statements: object[]): Promise<string> => {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'managed', PolicyDocument: policy(...statements) }));
  return Policy?.Arn ?? '';
};

const createRole = (Principal: unknown, more: object = {}, trust: object = {}) =>
  iam.send(
    new CreateRoleCommand({
      RoleName: 'deployer',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal, Action: ['sts:AssumeRole', 'sts:TagSession'], ...trust }],
      }),
      ...more,
    }),
  );

const roleMay = (...statements: object[]) =>
  iam.send(new PutRolePolicyCommand({ RoleName: 'deployer', PolicyName: 'own', PolicyDocument: policy(...statements) }));

const assume = (config: ReturnType<typeof configOf> = clientConfig(sandbox), more: Partial<AssumeRoleRequest> = {}) =>
  new STSClient(config).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'run', ...more }));

const clusters = (config: ReturnType<typeof configOf>) => new ECSClient(config).send(new DescribeClustersCommand({}));

describe('a user', () => {
  test('is told who it is, and may nothing at first', async () => {
    const config = await alice();
    const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }));
    expect(await new STSClient(config).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: ALICE,
      UserId: User?.UserId,
      Account: ACCOUNT,
    });
    await expect(new ECSClient(config).send(new CreateClusterCommand({ clusterName: 'web' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${ALICE} is not authorized to perform: ecs:CreateCluster on resource: arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/web because no identity-based policy allows the ecs:CreateCluster action`,
    });
  });

  test('gets its rights from inline policies, managed ones and groups, and a denial wins over all', async () => {
    const config = await alice(allow('ecs:CreateCluster'));
    await new ECSClient(config).send(new CreateClusterCommand({ clusterName: 'web' }));
    await expect(clusters(config)).rejects.toThrow('ecs:DescribeClusters');
    await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'alice' }));
    await iam.send(new AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn: await managed(allow('ecs:Describe*')) }));
    await clusters(config);
    await may(deny('ecs:*'));
    await expect(clusters(config)).rejects.toThrow(/ with an explicit deny in an identity-based policy$/);
  });

  test('is held within its boundary', async () => {
    const config = await alice(allow('*'));
    await iam.send(
      new PutUserPermissionsBoundaryCommand({ UserName: 'alice', PermissionsBoundary: await managed(allow('s3:*'), deny('ecs:*')) }),
    );
    await expect(clusters(config)).rejects.toThrow(/ with an explicit deny in a permissions boundary$/);
    await expect(new EC2Client(config).send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringMatching(
        /^You are not authorized to perform this operation\. User: .* because no permissions boundary allows the ec2:DescribeVpcs action/,
      ),
    });
  });

  test('loses all with its key', async () => {
    const config = await alice(allow('*'));
    const { accessKeyId } = config.credentials;
    await clusters(config);
    const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }));
    expect(AccessKeyLastUsed).toMatchObject({ ServiceName: 'ecs', Region: 'us-east-1' });
    await iam.send(new UpdateAccessKeyCommand({ UserName: 'alice', AccessKeyId: accessKeyId, Status: 'Inactive' }));
    await expect(clusters(config)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'alice', AccessKeyId: accessKeyId }));
    const sts = new STSClient(config);
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(new EC2Client(config).send(new DescribeVpcsCommand({}))).rejects.toMatchObject({ name: 'AuthFailure' });
  });

  test.each([
    ['its name', { StringEquals: { 'aws:username': 'alice' } }, true],
    ['another name', { StringEquals: { 'aws:username': 'bob' } }, false],
    ['a tag that it has', { StringEquals: { 'aws:PrincipalTag/team': 'web' } }, true],
    ['its address', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, true],
    ['another region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, false],
    ['its client', { StringLike: { 'aws:UserAgent': 'aws-sdk-js/*' } }, true],
    ['MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, false],
  ])('is known by conditions on %s', async (_what, Condition, allowed) => {
    const config = await alice(allow('ecs:*', { Condition }));
    await iam.send(new TagUserCommand({ UserName: 'alice', Tags: [{ Key: 'team', Value: 'web' }] }));
    const outcome = await clusters(config).then(
      () => true,
      () => false,
    );
    expect(outcome).toBe(allowed);
  });

  test('is known by conditions on its address and its client for each object that it deletes of many', async () => {
    const s3 = new S3Client(clientConfig(sandbox));
    await s3.send(new CreateBucketCommand({ Bucket: 'shared-things' }));
    const of = (Key: string) => ({ Resource: `arn:aws:s3:::shared-things/${Key}` });
    const config = await alice(
      allow('s3:DeleteObject', { ...of('near'), Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } }),
      allow('s3:DeleteObject', { ...of('far'), Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
      allow('s3:DeleteObject', { ...of('client'), Condition: { StringLike: { 'aws:UserAgent': 'aws-sdk-js/*' } } }),
    );
    const Objects = ['near', 'far', 'client'].map(Key => ({ Key }));
    const answer = await new S3Client(config).send(new DeleteObjectsCommand({ Bucket: 'shared-things', Delete: { Objects } }));
    expect(answer.Deleted).toEqual([{ Key: 'near' }, { Key: 'client' }]);
    expect(answer.Errors).toMatchObject([{ Key: 'far', Code: 'AccessDenied' }]);
  });

  test('takes a session for itself, which IAM does not accept', async () => {
    const config = await alice(allow('*'));
    const { Credentials } = await new STSClient(config).send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    const session = configOf(Credentials);
    expect(session.credentials.accessKeyId).toMatch(/^ASIASANDBOX.{9}$/);
    const sts = new STSClient(session);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: ALICE });
    await expect(new IAMClient(session).send(new GetUserCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(sts.send(new GetSessionTokenCommand({}))).rejects.toThrow('Cannot call GetSessionToken with session credentials');
    await time.advance(901);
    await expect(clusters(session)).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ Code: 'ExpiredToken' });
  });
});

describe('what a bucket policy says', () => {
  const bucketPolicy = (...statements: object[]) =>
    new S3Client(clientConfig(sandbox)).send(new PutBucketPolicyCommand({ Bucket: 'shared-things', Policy: policy(...statements) }));
  const get = (config: ReturnType<typeof configOf>) =>
    new S3Client(config).send(new GetObjectCommand({ Bucket: 'shared-things', Key: 'k' }));

  beforeEach(async () => {
    const s3 = new S3Client(clientConfig(sandbox));
    await s3.send(new CreateBucketCommand({ Bucket: 'shared-things' }));
    await s3.send(new PutObjectCommand({ Bucket: 'shared-things', Key: 'k', Body: 'x' }));
  });

  const statement = (Effect: string, Principal: unknown) => ({
    Effect,
    Principal,
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::shared-things/*',
  });

  test('is enough for a user whom it names', async () => {
    const config = await alice();
    await expect(get(config)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${ALICE} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::shared-things/k" because no identity-based policy allows the s3:GetObject action`,
    });
    await bucketPolicy(statement('Allow', { AWS: ALICE }));
    await get(config);
    await expect(new S3Client(config).send(new ListObjectsV2Command({ Bucket: 'shared-things' }))).rejects.toThrow('s3:ListBucket');
  });

  test('is not enough where it names the account', async () => {
    const config = await alice();
    await bucketPolicy(statement('Allow', { AWS: ACCOUNT }));
    await expect(get(config)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('takes away from those who may', async () => {
    const config = await alice(allow('s3:*'));
    await get(config);
    await bucketPolicy(statement('Deny', '*'));
    await expect(get(config)).rejects.toThrow(/ with an explicit deny in a resource-based policy$/);
  });
});

describe('a role', () => {
  test('is taken on by whom its trust policy names, and named in full', async () => {
    await createRole({ AWS: `arn:aws:iam::${ACCOUNT}:root` });
    await roleMay(allow('ecs:*'));
    const config = await alice();
    const words = `User: ${ALICE} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
    await expect(assume(config)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `${words} because no identity-based policy allows the sts:AssumeRole action`,
    });
    await may(allow('sts:AssumeRole', { Resource: ROLE }));
    const { Credentials, AssumedRoleUser } = await assume(config);
    const session = configOf(Credentials);
    const Arn = `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/run`;
    expect(AssumedRoleUser?.Arn).toBe(Arn);
    expect(await new STSClient(session).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn,
      UserId: AssumedRoleUser?.AssumedRoleId,
    });
    await clusters(session);
    await expect(new EC2Client(session).send(new DescribeVpcsCommand({}))).rejects.toThrow(`User: ${Arn} is not authorized`);
  });

  test('is refused without a reason where its trust policy does not let in the caller', async () => {
    await createRole({ Service: 'ecs-tasks.amazonaws.com' });
    await expect(assume()).rejects.toMatchObject({
      message: `User: arn:aws:iam::${ACCOUNT}:user/sandbox is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    });
    await expect(assume(undefined, { RoleArn: `${ROLE}s` })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('needs no policy of a user whom its trust policy names', async () => {
    const config = await alice();
    await createRole({ AWS: ALICE });
    expect((await assume(config)).AssumedRoleUser?.AssumedRoleId).toMatch(/:run$/);
  });

  test('asks for the external id that its trust policy wants', async () => {
    await createRole({ AWS: ACCOUNT }, {}, { Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } });
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
    await assume(undefined, { ExternalId: 'secret' });
  });

  test('is held within the policy of the session', async () => {
    await createRole({ AWS: ACCOUNT });
    await roleMay(allow('*'));
    const { Credentials, PackedPolicySize } = await assume(undefined, { Policy: policy(allow('ecs:Describe*')) });
    expect(PackedPolicySize).toBeGreaterThan(0);
    const session = configOf(Credentials);
    await clusters(session);
    await expect(new ECSClient(session).send(new CreateClusterCommand({}))).rejects.toThrow(
      / because no session policy allows the ecs:CreateCluster action$/,
    );
    await expect(assume(undefined, { Policy: '{' })).rejects.toMatchObject({ Code: 'MalformedPolicyDocument' });
  });

  test('carries tags into the session', async () => {
    await createRole({ AWS: ACCOUNT }, { Tags: [{ Key: 'team', Value: 'web' }] });
    await roleMay(allow('ecs:*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'web', 'aws:PrincipalTag/stage': 'test' } } }));
    await expect(clusters(configOf((await assume()).Credentials))).rejects.toThrow('ecs:DescribeClusters');
    const Tags = [{ Key: 'stage', Value: 'test' }];
    await clusters(configOf((await assume(undefined, { Tags })).Credentials));
  });

  test('lasts as long as it may', async () => {
    await createRole({ AWS: ACCOUNT }, { MaxSessionDuration: 7200 });
    await roleMay(allow('sts:AssumeRole'));
    await expect(assume(undefined, { DurationSeconds: 7201 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    const { Credentials } = await assume(undefined, { DurationSeconds: 7200 });
    expect(Credentials?.Expiration).toEqual(new Date(time.now().getTime() + 7_200_000));
    await expect(assume(configOf(Credentials), { DurationSeconds: 3601 })).rejects.toThrow(
      '1 hour session limit for roles assumed by role chaining',
    );
    await assume(configOf(Credentials), { DurationSeconds: 3600 });
    await time.advance(7200);
    await expect(assume(configOf(Credentials))).rejects.toMatchObject({ Code: 'ExpiredToken' });
  });

  test('takes the session of another token for none', async () => {
    await createRole({ AWS: ACCOUNT });
    const { Credentials } = await assume();
    await expect(clusters(configOf({ ...Credentials, SessionToken: 'forged' }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
});

test('a call about nobody in particular is about the caller', async () => {
  const config = await alice();
  await iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }));
  expect((await new IAMClient(config).send(new GetUserCommand({}))).User?.UserName).toBe('alice');
  await may(deny('iam:GetUser'));
  await expect(new IAMClient(config).send(new GetUserCommand({}))).rejects.toThrow(
    `iam:GetUser on resource: ${ALICE} with an explicit deny`,
  );
});
