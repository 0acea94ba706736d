import { PutObject$, type PutObjectOutput, type PutObjectRequest } from '@aws-sdk/client-s3';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { bodyBytes, checkContent } from './checksums.ts';
import { checkWriteConditions } from './conditions.ts';
import { refuseAcl } from './ownership.ts';
import { encryptionMembers, keptHeaders, storeObject } from './store-object.ts';
import { tagsOfHeader } from './tags.ts';
import { currentVersion, versionMember } from './versions.ts';

function run({ world, bucket, call }: BucketCall, input: PutObjectRequest): PutObjectOutput {
  const { Key: key = '' } = input;
  refuseAcl(bucket, input.ACL);
  const bytes = bodyBytes(input.Body);
  const checksums = checkContent(bytes, input);
  const tags = tagsOfHeader(input.Tagging);
  checkWriteConditions(currentVersion(bucket, key), input);
  const version = storeObject(world, bucket, {
    key,
    bytes,
    headers: keptHeaders(input),
    checksums,
    tags,
    reason: 'PutObject',
    requester: call.caller,
  });
  return { ETag: `"${version.etag}"`, ...checksums, ...encryptionMembers(bucket), ...versionMember(bucket, version) };
}

export const putObject = bucketOperation(PutObject$, run);
