import { expect, it } from 'vitest';
import { permissions } from '../../../../src/sandbox/services/s3/permissions.ts';
import { s3 } from '../../../../src/sandbox/services/s3/index.ts';
import { asked, needsOf } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices([s3]);
const Bucket = 'artifacts';
const Key = 'web/source.zip';

it.each([
  ['CreateBucket', { Bucket }, { 's3:CreateBucket': 'arn:aws:s3:::artifacts' }],
  [
    'CreateBucket',
    { Bucket, ACL: 'public-read', ObjectOwnership: 'ObjectWriter', ObjectLockEnabledForBucket: true },
    {
      's3:CreateBucket': 'arn:aws:s3:::artifacts',
      's3:PutBucketAcl': 'arn:aws:s3:::artifacts',
      's3:PutBucketOwnershipControls': 'arn:aws:s3:::artifacts',
      's3:PutBucketObjectLockConfiguration': 'arn:aws:s3:::artifacts',
      's3:PutBucketVersioning': 'arn:aws:s3:::artifacts',
    },
  ],
  ['HeadBucket', { Bucket }, { 's3:ListBucket': 'arn:aws:s3:::artifacts' }],
  ['ListBuckets', {}, { 's3:ListAllMyBuckets': '*' }],
  ['PutPublicAccessBlock', { Bucket }, { 's3:PutBucketPublicAccessBlock': 'arn:aws:s3:::artifacts' }],
  ['GetObject', { Bucket, Key }, { 's3:GetObject': 'arn:aws:s3:::artifacts/web/source.zip' }],
  ['GetObject', { Bucket, Key, VersionId: '1' }, { 's3:GetObjectVersion': 'arn:aws:s3:::artifacts/web/source.zip' }],
  ['HeadObject', { Bucket, Key }, { 's3:GetObject': 'arn:aws:s3:::artifacts/web/source.zip' }],
  ['UploadPart', { Bucket, Key }, { 's3:PutObject': 'arn:aws:s3:::artifacts/web/source.zip' }],
  ['ListParts', { Bucket, Key }, { 's3:ListMultipartUploadParts': 'arn:aws:s3:::artifacts/web/source.zip' }],
  ['ListMultipartUploads', { Bucket }, { 's3:ListBucketMultipartUploads': 'arn:aws:s3:::artifacts' }],
  [
    'PutObject',
    { Bucket, Key, Tagging: 'team=blue', ACL: 'private' },
    {
      's3:PutObject': 'arn:aws:s3:::artifacts/web/source.zip',
      's3:PutObjectAcl': 'arn:aws:s3:::artifacts/web/source.zip',
      's3:PutObjectTagging': 'arn:aws:s3:::artifacts/web/source.zip',
    },
  ],
  [
    'CopyObject',
    { Bucket, Key, CopySource: '/other/a%20b?versionId=2' },
    { 's3:GetObjectVersion': 'arn:aws:s3:::other/a b', 's3:PutObject': 'arn:aws:s3:::artifacts/web/source.zip' },
  ],
  [
    'DeleteObject',
    { Bucket, Key, VersionId: '1' },
    { 's3:DeleteObject': 'arn:aws:s3:::artifacts/web/source.zip', 's3:DeleteObjectVersion': 'arn:aws:s3:::artifacts/web/source.zip' },
  ],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});

it('tells the prefix of a listing and what an object is written with', () => {
  expect(needsOf(permissions, world, 'ListObjectsV2', { Bucket, Prefix: 'web/' })[0]?.context).toMatchObject({ 's3:prefix': 'web/' });
  const written = { Bucket, Key, ServerSideEncryption: 'aws:kms', Tagging: 'team=blue', ACL: 'private', CopySource: 'x' };
  expect(needsOf(permissions, world, 'PutObject', written)[0]?.context).toMatchObject({
    's3:x-amz-server-side-encryption': 'aws:kms',
    's3:x-amz-acl': 'private',
    's3:RequestObjectTag/team': 'blue',
    's3:RequestObjectTagKeys': ['team'],
  });
});

it('asks about each object of many by itself', () => {
  const Objects = [{ Key: 'a' }, { Key: 'b', VersionId: '1' }];
  expect(needsOf(permissions, world, 'DeleteObjects', { Bucket, Delete: { Objects } })).toMatchObject([
    { action: 's3:DeleteObject', resource: 'arn:aws:s3:::artifacts/a', partial: true },
    { action: 's3:DeleteObject', resource: 'arn:aws:s3:::artifacts/b', partial: true },
    { action: 's3:DeleteObjectVersion', resource: 'arn:aws:s3:::artifacts/b', partial: true },
  ]);
});
