import { GetObject$, type GetObjectRequest } from '@aws-sdk/client-s3';
import { readBlob } from './blobs.ts';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { byteRange } from './byte-range.ts';
import { checkReadConditions } from './conditions.ts';
import { objectMembers } from './object-members.ts';
import { findVersion } from './versions.ts';

/** Headers of the answer that the reader may set. */
const overrides = (input: GetObjectRequest) => ({
  ...(input.ResponseCacheControl !== undefined && { CacheControl: input.ResponseCacheControl }),
  ...(input.ResponseContentDisposition !== undefined && { ContentDisposition: input.ResponseContentDisposition }),
  ...(input.ResponseContentEncoding !== undefined && { ContentEncoding: input.ResponseContentEncoding }),
  ...(input.ResponseContentLanguage !== undefined && { ContentLanguage: input.ResponseContentLanguage }),
  ...(input.ResponseContentType !== undefined && { ContentType: input.ResponseContentType }),
  ...(input.ResponseExpires !== undefined && { Expires: input.ResponseExpires }),
});

function run({ world, bucket }: BucketCall, input: GetObjectRequest): object {
  const version = findVersion(bucket, input.Key ?? '', input.VersionId);
  checkReadConditions(version, input);
  const bytes = readBlob(world, version.digest);
  const range = byteRange(input.Range, bytes.length);
  const members = { ...objectMembers(bucket, version, input.ChecksumMode === 'ENABLED' && !range), ...overrides(input) };
  if (!range) return { ...members, Body: bytes };
  return {
    ...members,
    Body: bytes.subarray(range.first, range.last + 1),
    ContentLength: range.last - range.first + 1,
    ContentRange: `bytes ${range.first}-${range.last}/${bytes.length}`,
  };
}

export const getObject = bucketOperation(GetObject$, run);
