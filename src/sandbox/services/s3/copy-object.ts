import { CopyObject$, type CopyObjectOutput, type CopyObjectRequest } from '@aws-sdk/client-s3';
import { Fault } from '../../fault.ts';
import { readBlob } from './blobs.ts';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { readCopySource } from './copy-source.ts';
import { refuseAcl } from './ownership.ts';
import { encryptionMembers, keptHeaders, storeObject } from './store-object.ts';
import { tagsOfHeader } from './tags.ts';
import { versionMember } from './versions.ts';

function run({ world, bucket, call }: BucketCall, input: CopyObjectRequest): CopyObjectOutput {
  const { Key: key = '' } = input;
  refuseAcl(bucket, input.ACL);
  const { original, members, ...source } = readCopySource({ world, bucket, call }, input.CopySource);
  const replaces = input.MetadataDirective === 'REPLACE';
  if (source.bucket === bucket && source.key === key && !replaces && !source.isNamedVersion && input.StorageClass === undefined) {
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
    ...members,
    ...encryptionMembers(bucket),
    ...versionMember(bucket, version),
  };
}

export const copyObject = bucketOperation(CopyObject$, run);
