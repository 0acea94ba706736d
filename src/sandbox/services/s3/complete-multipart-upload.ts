import {
  CompleteMultipartUpload$,
  type CompletedPart,
  type CompleteMultipartUploadOutput,
  type CompleteMultipartUploadRequest,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { Fault } from '../../fault.ts';
import { readBlob } from './blobs.ts';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { checkWriteConditions } from './conditions.ts';
import { malformedXml } from './faults.ts';
import { endUpload, findUpload } from './multipart-upload.ts';
import type { MultipartUpload, UploadedPart } from './state.ts';
import { encryptionMembers, storeObject } from './store-object.ts';
import { currentVersion, versionMember } from './versions.ts';

/** All parts but the last have at least this many bytes. */
const SMALLEST_PART = 5 * 1024 * 1024;

function chosenParts(upload: MultipartUpload, wanted: readonly CompletedPart[]): UploadedPart[] {
  if (wanted.length === 0) throw malformedXml();
  const numbers = wanted.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) {
    throw new Fault('InvalidPartOrder', 'The list of parts was not in ascending order. Parts must be ordered by part number.');
  }
  return wanted.map(({ PartNumber = 0, ETag = '' }, index) => {
    const part = upload.parts[PartNumber];
    if (!part || part.etag !== ETag.replaceAll('"', '')) {
      throw new Fault(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    }
    if (part.size < SMALLEST_PART && index < wanted.length - 1) {
      throw new Fault('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    }
    return part;
  });
}

/** The tag of such an object is the MD5 of the MD5s, and says of how many. */
function etagOf(parts: readonly UploadedPart[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

function run({ world, bucket, call }: BucketCall, input: CompleteMultipartUploadRequest): CompleteMultipartUploadOutput {
  const { Key: key = '' } = input;
  const upload = findUpload(bucket, input.UploadId ?? '', key);
  const parts = chosenParts(upload, input.MultipartUpload?.Parts ?? []);
  checkWriteConditions(currentVersion(bucket, key), input);
  const version = storeObject(world, bucket, {
    key,
    bytes: Buffer.concat(parts.map(({ digest }) => readBlob(world, digest))),
    headers: upload.headers,
    tags: upload.tags,
    etag: etagOf(parts),
    reason: 'CompleteMultipartUpload',
    requester: call.caller,
  });
  endUpload(world, bucket, upload);
  return {
    Bucket: bucket.name,
    Key: key,
    ETag: `"${version.etag}"`,
    Location: `${world.endpoint}/${bucket.name}/${encodeURIComponent(key)}`,
    ...encryptionMembers(bucket),
    ...versionMember(bucket, version),
  };
}

export const completeMultipartUpload = bucketOperation(CompleteMultipartUpload$, run);
