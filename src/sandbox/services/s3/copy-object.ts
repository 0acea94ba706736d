import { CopyObject$, type CopyObjectOutput, type CopyObjectRequest } from '@aws-sdk/client-s3';
import { Fault } from '../../fault.ts';
import { readBlob } from './blobs.ts';
import { bucketOperation, findBucket, type BucketCall } from './bucket-operation.ts';
import { refuseDenied } from './bucket-policy.ts';
import { invalidArgument } from './faults.ts';
import { refuseAcl } from './ownership.ts';
import { encryptionMembers, keptHeaders, storeObject } from './store-object.ts';
import { tagsOfHeader } from './tags.ts';
import { findVersion, versionMember } from './versions.ts';

interface Source {
  readonly bucketName: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/** `bucket/key` or `/bucket/key`, URL-encoded, with `?versionId=` or without. */
export function parseCopySource(text: string): Source {
  const [path = '', query] = text.split('?versionId=');
  const [, bucketName, key] = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path)) ?? [];
  if (bucketName === undefined || key === undefined) throw invalidArgument('Invalid copy source object key');
  return { bucketName, key, versionId: query };
}

function run({ world, bucket, call }: BucketCall, input: CopyObjectRequest): CopyObjectOutput {
  const { Key: key = '' } = input;
  refuseAcl(bucket, input.ACL);
  const source = parseCopySource(input.CopySource ?? '');
  const sourceBucket = findBucket(world, source.bucketName);
  refuseDenied(world, sourceBucket, { caller: call.caller, action: 's3:GetObject', key: source.key });
  const original = findVersion(sourceBucket, source.key, source.versionId);
  const replaces = input.MetadataDirective === 'REPLACE';
  if (sourceBucket === bucket && source.key === key && !replaces && source.versionId === undefined && input.StorageClass === undefined) {
    throw new Fault(
      'InvalidRequest',
      `This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.`,
    );
  }
  const version = storeObject(world, bucket, {
    key,
    bytes: readBlob(world, original.digest),
    headers: replaces ? keptHeaders(input) : { ...original.headers, StorageClass: input.StorageClass },
    checksums: original.checksums,
    tags: input.TaggingDirective === 'REPLACE' ? tagsOfHeader(input.Tagging) : original.tags,
    reason: 'CopyObject',
    requester: call.caller,
  });
  return {
    CopyObjectResult: { ETag: `"${version.etag}"`, LastModified: version.lastModified },
    ...(sourceBucket.versioning !== undefined && { CopySourceVersionId: original.versionId }),
    ...encryptionMembers(bucket),
    ...versionMember(bucket, version),
  };
}

export const copyObject = bucketOperation(CopyObject$, run, { action: 's3:PutObject' });
