import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { UserError } from '../errors.ts';

/** Deletes everything that keeps a bucket from being deleted: all versions, delete markers and unfinished uploads. */
export async function emptyBucket(aws: Aws, name: string): Promise<void> {
  const bucket = { Bucket: name, ExpectedBucketOwner: aws.account };
  while (await deletePage(aws, bucket));
  while (await abortPage(aws, bucket));
}

interface Bucket {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
}

/** One page, the first of what is left; a page holds as many keys as one deletion takes. False when nothing was left. */
async function deletePage(aws: Aws, bucket: Bucket): Promise<boolean> {
  const { Versions = [], DeleteMarkers = [] } = await aws.s3.send(new ListObjectVersionsCommand(bucket));
  const Objects = [...Versions, ...DeleteMarkers].flatMap(({ Key, VersionId }) => (Key === undefined ? [] : [{ Key, VersionId }]));
  if (Objects.length === 0) return false;
  const { Errors = [] } = await aws.s3.send(new DeleteObjectsCommand({ ...bucket, Delete: { Objects, Quiet: true } }));
  const [first] = Errors;
  if (first === undefined) return true;
  const { Code = '', Message = '', Key = '' } = first;
  throw new UserError('awsRefused', { action: 's3:DeleteObject', error: Code, message: `${Message} (${Key})` });
}

async function abortPage(aws: Aws, bucket: Bucket): Promise<boolean> {
  const { Uploads = [] } = await aws.s3.send(new ListMultipartUploadsCommand(bucket));
  for (const { Key, UploadId } of Uploads) {
    await whenMissing(aws.s3.send(new AbortMultipartUploadCommand({ ...bucket, Key, UploadId })), 'NoSuchUpload');
  }
  return Uploads.length > 0;
}
