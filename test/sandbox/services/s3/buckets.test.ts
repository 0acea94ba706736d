import {
  GetBucketNotificationConfigurationCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  type LifecycleRule,
} from '@aws-sdk/client-s3';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const Bucket = 'demo-artifacts';
const ACCOUNT = '111122223333';

let sandbox: Sandbox;
let s3: S3Client;
let seoul: S3Client;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  s3 = new S3Client(clientConfig(sandbox));
  seoul = new S3Client({ ...clientConfig(sandbox), region: 'ap-northeast-2' });
});

beforeEach(async () => {
  await sandbox.reset();
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const inSeoul = { LocationConstraint: 'ap-northeast-2' } as const;
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

describe('making a bucket', () => {
  test('again is fine in us-east-1 and a conflict elsewhere', async () => {
    await s3.send(new CreateBucketCommand({ Bucket }));
    const create = () => seoul.send(new CreateBucketCommand({ Bucket: 'other', CreateBucketConfiguration: inSeoul }));
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou', ...status(409) });
  });

  test('with a name that somebody else has is a conflict', async () => {
    sandbox.world().global.s3.takenNames.push('test');
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'test' }))).rejects.toMatchObject({
      name: 'BucketAlreadyExists',
      ...status(409),
    });
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'test' }))).rejects.toMatchObject(status(403));
  });

  test('needs the constraint of the endpoint, and none in us-east-1', async () => {
    const create = (client: S3Client, LocationConstraint: 'us-east-1' | 'eu-west-1') =>
      client.send(
        new CreateBucketCommand({ Bucket: 'other', CreateBucketConfiguration: { LocationConstraint: LocationConstraint as 'eu-west-1' } }),
      );
    await expect(create(s3, 'us-east-1')).rejects.toMatchObject({ name: 'InvalidLocationConstraint' });
    await expect(create(seoul, 'eu-west-1')).rejects.toMatchObject({ name: 'IllegalLocationConstraintException' });
    await create(s3, 'eu-west-1');
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'other' }))).LocationConstraint).toBe('eu-west-1');
    await expect(s3.send(new GetBucketVersioningCommand({ Bucket: 'other' }))).rejects.toMatchObject({
      name: 'PermanentRedirect',
      ...status(301),
    });
  });

  test.each([
    'ab',
    'Upper',
    'under_score',
    '192.168.1.1',
    'dot..dot',
    '-edge',
    'xn--puny',
    'sthree-x',
    'amzn-s3-demo-x',
    'x-s3alias',
    'x--ol-s3',
    'x.mrap',
    'x-an',
  ])('called %s is refused', async name => {
    await expect(s3.send(new CreateBucketCommand({ Bucket: name }))).rejects.toMatchObject({ name: 'InvalidBucketName' });
  });

  test('in the namespace of the account needs account and region in the name', async () => {
    const create = (name: string) => s3.send(new CreateBucketCommand({ Bucket: name, BucketNamespace: 'account-regional' }));
    await create(`demo-${ACCOUNT}-us-east-1-an`);
    await expect(create('demo-other-an')).rejects.toMatchObject({ name: 'InvalidBucketName' });
  });

  test('can bring its tags', async () => {
    const Tags = [{ Key: 'app', Value: 'demo' }];
    await s3.send(new CreateBucketCommand({ Bucket: 'tagged', CreateBucketConfiguration: { Tags } }));
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket: 'tagged' }))).TagSet).toEqual(Tags);
  });
});

describe('a bucket', () => {
  test('is encrypted, private and without ACLs from the start', async () => {
    expect((await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
    expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    const { Grants, Owner } = await s3.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants).toEqual([{ Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]);
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v', ACL: 'public-read' }))).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
    });
  });

  test('is where it was made, and told so', async () => {
    expect((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('us-east-1');
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeFalsy();
    await seoul.send(new CreateBucketCommand({ Bucket: 'seoul', CreateBucketConfiguration: inSeoul }));
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'seoul' }))).LocationConstraint).toBe('ap-northeast-2');
    expect((await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([Bucket, 'seoul']);
    expect((await s3.send(new ListBucketsCommand({ Prefix: 's' }))).Buckets?.map(({ Name }) => Name)).toEqual(['seoul']);
  });

  test('that is not there is not found, by GET and by HEAD', async () => {
    await expect(s3.send(new GetBucketVersioningCommand({ Bucket: 'gone' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      ...status(404),
    });
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'gone' }))).rejects.toMatchObject({ name: 'NotFound', ...status(404) });
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'constructor' }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('of another owner than expected is denied', async () => {
    await s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: ACCOUNT }));
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v', ExpectedBucketOwner: '999999999999' }))).rejects.toMatchObject(
      {
        name: 'AccessDenied',
        ...status(403),
      },
    );
  });

  test('is deleted only when empty', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v' }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketNotEmpty', ...status(409) });
    await s3.send(new CreateBucketCommand({ Bucket: 'empty' }));
    await s3.send(new DeleteBucketCommand({ Bucket: 'empty' }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket: 'empty' }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

describe('settings', () => {
  test.each([
    ['CORS', () => new GetBucketCorsCommand({ Bucket }), 'NoSuchCORSConfiguration'],
    ['replication', () => new GetBucketReplicationCommand({ Bucket }), 'ReplicationConfigurationNotFoundError'],
    ['website', () => new GetBucketWebsiteCommand({ Bucket }), 'NoSuchWebsiteConfiguration'],
    ['lock', () => new GetObjectLockConfigurationCommand({ Bucket }), 'ObjectLockConfigurationNotFoundError'],
    ['tags', () => new GetBucketTaggingCommand({ Bucket }), 'NoSuchTagSet'],
    ['policy', () => new GetBucketPolicyCommand({ Bucket }), 'NoSuchBucketPolicy'],
    ['policy status', () => new GetBucketPolicyStatusCommand({ Bucket }), 'NoSuchBucketPolicy'],
    ['lifecycle', () => new GetBucketLifecycleConfigurationCommand({ Bucket }), 'NoSuchLifecycleConfiguration'],
  ])('that nobody made are not found: %s', async (_what, command, name) => {
    await expect(s3.send(command() as GetBucketTaggingCommand)).rejects.toMatchObject({ name, ...status(404) });
  });

  test('that are off are told as off', async () => {
    expect((await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBeUndefined();
    expect((await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
    expect((await s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe('BucketOwner');
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  });

  test('of versioning are kept', async () => {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
  });

  test('of encryption are kept, and come back to the usual ones', async () => {
    const algorithm = async () =>
      (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules?.[0]
        ?.ApplyServerSideEncryptionByDefault;
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/mine' } as const;
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] } }),
    );
    expect(await algorithm()).toEqual(ApplyServerSideEncryptionByDefault);
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v' }));
    expect(put).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/mine' });
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    expect(await algorithm()).toEqual({ SSEAlgorithm: 'AES256' });
  });

  test('of public access are kept and removed', async () => {
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }));
    expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    });
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await expect(s3.send(new GetPublicAccessBlockCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
    });
  });

  test('of ownership are kept and removed', async () => {
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v', ACL: 'public-read' }));
    await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    await expect(s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'OwnershipControlsNotFoundError',
    });
  });

  test('of tags replace each other', async () => {
    const put = (...TagSet: { Key: string; Value: string }[]) => s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    await put({ Key: 'a', Value: '1' });
    expect((await put({ Key: 'b', Value: '2' })).$metadata.httpStatusCode).toBe(204);
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([{ Key: 'b', Value: '2' }]);
    await expect(put({ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' })).rejects.toMatchObject({ name: 'InvalidTag' });
    await s3.send(new DeleteBucketTaggingCommand({ Bucket }));
    await expect(s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchTagSet' });
  });

  test('of notification reach EventBridge and nothing else', async () => {
    const put = (NotificationConfiguration: object) =>
      s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    const get = async () => {
      const { $metadata: _, ...notification } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
      return notification;
    };
    expect(await get()).toEqual({});
    await put({ EventBridgeConfiguration: {} });
    expect(await get()).toEqual({ EventBridgeConfiguration: {} });
    const QueueConfigurations = [{ QueueArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:q`, Events: ['s3:ObjectCreated:*'] }];
    await expect(put({ QueueConfigurations })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('lifecycle rules', () => {
  const put = (...Rules: LifecycleRule[]) =>
    s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  const rule: LifecycleRule = { Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } };

  test('are kept, with an id where none was given', async () => {
    await put({ ...rule, ID: 'expire', NoncurrentVersionExpiration: { NoncurrentDays: 1 } }, rule);
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules).toMatchObject([
      { ID: 'expire', Expiration: { Days: 30 } },
      { ID: expect.stringMatching(/.+/) as string, Status: 'Enabled' },
    ]);
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
    await expect(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchLifecycleConfiguration',
    });
  });

  test.each([
    ['that do nothing', [{ Status: 'Enabled' as const, Filter: { Prefix: '' } }], 'InvalidRequest'],
    ['that are for nothing', [{ Status: 'Enabled' as const, Expiration: { Days: 1 } }], 'MalformedXML'],
    ['of no day', [{ ...rule, Expiration: { Days: 0 } }], 'InvalidArgument'],
    [
      'with the same id',
      [
        { ...rule, ID: 'a' },
        { ...rule, ID: 'a' },
      ],
      'InvalidArgument',
    ],
  ])('%s are refused', async (_what, rules, name) => {
    await expect(put(...rules)).rejects.toMatchObject({ name });
  });
});

describe('a bucket policy', () => {
  const resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];
  const put = (...Statement: object[]) =>
    s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
  const denial = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: resource };
  const tlsOnly = { ...denial, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

  test('that wants TLS does not lock out the loopback', async () => {
    await put(tlsOnly);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v' }));
    expect(JSON.parse((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [tlsOnly],
    });
    expect((await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic).toBe(false);
  });

  test('that denies is obeyed', async () => {
    await put({ ...denial, Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/locked/*` });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'open/k', Body: 'v' }));
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'locked/k', Body: 'v' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${ACCOUNT}:user/sandbox is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::${Bucket}/locked/k" with an explicit deny in a resource-based policy`,
      ...status(403),
    });
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'locked/k', Body: 'v' }));
  });

  test('that is public is refused, until that is allowed', async () => {
    const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: resource[1] };
    await expect(put(open)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('BlockPublicPolicy') as string,
    });
    await put({ ...open, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } });
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await put(open);
    expect((await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic).toBe(true);
  });

  test.each([
    ['another bucket', { ...denial, Resource: 'arn:aws:s3:::other/*' }, 'Policy has invalid resource'],
    ['another service', { ...denial, Action: 'ec2:*' }, 'Policy has invalid action'],
    ['nobody', { Effect: 'Deny', Action: 's3:*', Resource: resource }, 'Missing required field Principal'],
    ['a role that is not there', { ...denial, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/gone` } }, 'Invalid principal in policy'],
  ])('for %s is refused', async (_what, statement, message) => {
    await expect(put(statement)).rejects.toMatchObject({ name: 'MalformedPolicy', message });
  });

  test('that is no JSON is refused', async () => {
    await expect(s3.send(new PutBucketPolicyCommand({ Bucket, Policy: 'nothing' }))).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message: `Policies must be valid JSON and the first byte must be '{'`,
    });
  });
});
