import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';

let sandbox: Sandbox;
let s3: S3Client;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  s3 = new S3Client(clientConfig(sandbox));
  await s3.send(new CreateBucketCommand({ Bucket: 'private-files' }));
  await s3.send(new PutObjectCommand({ Bucket: 'private-files', Key: 'a', Body: 'secret' }));
});

const get = async (query: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string }> => {
  const response = await fetch(`${sandbox.endpoint}/private-files/a?${new URLSearchParams(query).toString()}`);
  return { status: response.status, text: await response.text() };
};

/** A presigned address of so many seconds that was made some seconds ago. */
const presigned = (expires: number | string, secondsAgo = 0, region = 'us-east-1'): Record<string, string> => ({
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Credential': `sandbox/20260101/${region}/s3/aws4_request`,
  'X-Amz-Date': new Date(Date.now() - secondsAgo * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, ''),
  'X-Amz-Expires': String(expires),
  'X-Amz-SignedHeaders': 'host',
  'X-Amz-Signature': '0',
});

describe('a presigned address', () => {
  test('opens the object as long as it said', async () => {
    expect(await get(presigned(60))).toEqual({ status: 200, text: 'secret' });
  });

  test.each([
    ['whose time is over', presigned(60, 61), 403, '<Code>AccessDenied</Code><Message>Request has expired</Message>'],
    ['of more than a week', presigned(604_801), 400, 'AuthorizationQueryParametersError'],
    ['of no number of seconds', presigned('soon'), 400, 'X-Amz-Expires should be a number'],
    ['of an unknown time', { ...presigned(60), 'X-Amz-Date': 'yesterday' }, 400, 'AuthorizationQueryParametersError'],
    ['of a place that is no region', presigned(60, 0, 'nowhere'), 400, 'AuthorizationHeaderMalformed'],
    ['of the old signature', { AWSAccessKeyId: 'sandbox', Signature: '0', Expires: '1' }, 400, 'Please use AWS4-HMAC-SHA256'],
    ['without any signature', {}, 403, '<Code>AccessDenied</Code><Message>Access Denied</Message>'],
  ])('%s is refused', async (_what, query, status, text) => {
    expect(await get(query)).toEqual({ status, text: expect.stringContaining(text) as string });
  });
});

test('who may not list a bucket is not told what is missing in it', async () => {
  const iam = new IAMClient(clientConfig(sandbox));
  await iam.send(new CreateUserCommand({ UserName: 'reader' }));
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  await iam.send(new PutUserPolicyCommand({ UserName: 'reader', PolicyName: 'read', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'reader' }));
  const credentials = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
  const reader = new S3Client({ ...clientConfig(sandbox), credentials });
  await reader.send(new GetObjectCommand({ Bucket: 'private-files', Key: 'a' }));
  await expect(reader.send(new GetObjectCommand({ Bucket: 'private-files', Key: 'b' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('s3:ListBucket on resource: "arn:aws:s3:::private-files"') as string,
  });
  await expect(reader.send(new HeadObjectCommand({ Bucket: 'private-files', Key: 'b' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
});

test.each([
  ['a key of more than 1024 bytes', { Key: '가'.repeat(342) }, 'KeyTooLongError'],
  ['an MD5 digest that is none', { Key: 'b', ContentMD5: 'AAAA' }, 'InvalidDigest'],
])('%s is refused', async (_what, input, name) => {
  await expect(s3.send(new PutObjectCommand({ Bucket: 'private-files', Body: 'x', ...input }))).rejects.toMatchObject({ name });
});

test('a bucket policy names users that are there', async () => {
  const Statement = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:user/ghost' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::private-files/*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await expect(s3.send(new PutBucketPolicyCommand({ Bucket: 'private-files', Policy }))).rejects.toMatchObject({
    name: 'MalformedPolicy',
    message: 'Invalid principal in policy',
  });
});
