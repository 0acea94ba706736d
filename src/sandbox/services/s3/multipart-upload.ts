import {
  AbortMultipartUpload$,
  CreateMultipartUpload$,
  UploadPart$,
  UploadPartCopy$,
  type AbortMultipartUploadOutput,
  type AbortMultipartUploadRequest,
  type CreateMultipartUploadOutput,
  type CreateMultipartUploadRequest,
  type UploadPartCopyOutput,
  type UploadPartCopyRequest,
  type UploadPartOutput,
  type UploadPartRequest,
} from '@aws-sdk/client-s3';
import { randomBytes } from 'node:crypto';
import type { World } from '../../world.ts';
import { readBlob, releaseBlob, writeBlob } from './blobs.ts';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { byteRange } from './byte-range.ts';
import { bodyBytes, checkContent } from './checksums.ts';
import { readCopySource } from './copy-source.ts';
import { invalidArgument, noSuchUpload } from './faults.ts';
import { refuseAcl } from './ownership.ts';
import type { BucketRecord, MultipartUpload, UploadedPart } from './state.ts';
import { encryptionMembers, keptHeaders } from './store-object.ts';
import { tagsOfHeader } from './tags.ts';

const LAST_PART_NUMBER = 10_000;

interface PartInput {
  readonly Key?: string | undefined;
  readonly PartNumber?: number | undefined;
  readonly UploadId?: string | undefined;
}

/** The upload of this id, which must be for this key. */
export function findUpload(bucket: BucketRecord, uploadId: string, key: string): MultipartUpload {
  const upload = bucket.uploads[uploadId];
  if (!upload || upload.key !== key) throw noSuchUpload(uploadId);
  return upload;
}

/** Forgets an upload, and what was uploaded. */
export function endUpload(world: World, bucket: BucketRecord, upload: MultipartUpload): void {
  delete bucket.uploads[upload.uploadId];
  for (const { digest } of Object.values(upload.parts)) releaseBlob(world, digest);
}

export const createMultipartUpload = bucketOperation(
  CreateMultipartUpload$,
  ({ world, bucket }: BucketCall, input: CreateMultipartUploadRequest): CreateMultipartUploadOutput => {
    const { Key: key = '' } = input;
    refuseAcl(bucket, input.ACL);
    const uploadId = randomBytes(48).toString('base64url');
    bucket.uploads[uploadId] = {
      uploadId,
      key,
      initiated: world.clock.now(),
      headers: keptHeaders(input),
      tags: tagsOfHeader(input.Tagging),
      parts: {},
    };
    return { Bucket: bucket.name, Key: key, UploadId: uploadId, ...encryptionMembers(bucket) };
  },
);

/** Keeps a part; one of the same number goes. */
function keepPart({ world, bucket }: BucketCall, input: PartInput, bytes: Uint8Array): UploadedPart {
  const { PartNumber: number = 0 } = input;
  if (!Number.isInteger(number) || number < 1 || number > LAST_PART_NUMBER) {
    throw invalidArgument(`Part number must be an integer between 1 and ${LAST_PART_NUMBER}, inclusive`);
  }
  const upload = findUpload(bucket, input.UploadId ?? '', input.Key ?? '');
  const replaced = upload.parts[number];
  const { digest, size, md5 } = writeBlob(world, bytes);
  const part = { etag: md5, size, digest, lastModified: world.clock.now() };
  upload.parts[number] = part;
  if (replaced) releaseBlob(world, replaced.digest);
  return part;
}

export const uploadPart = bucketOperation(UploadPart$, (call: BucketCall, input: UploadPartRequest): UploadPartOutput => {
  const bytes = bodyBytes(input.Body);
  const checksums = checkContent(bytes, input);
  const { etag } = keepPart(call, input, bytes);
  return { ETag: `"${etag}"`, ...checksums, ...encryptionMembers(call.bucket) };
});

export const uploadPartCopy = bucketOperation(UploadPartCopy$, (call: BucketCall, input: UploadPartCopyRequest): UploadPartCopyOutput => {
  const { original, members } = readCopySource(call, input.CopySource);
  const range = byteRange(input.CopySourceRange, original.size);
  const bytes = readBlob(call.world, original.digest);
  const { etag, lastModified } = keepPart(call, input, range ? bytes.subarray(range.first, range.last + 1) : bytes);
  return { CopyPartResult: { ETag: `"${etag}"`, LastModified: lastModified }, ...members, ...encryptionMembers(call.bucket) };
});

export const abortMultipartUpload = bucketOperation(
  AbortMultipartUpload$,
  ({ world, bucket }: BucketCall, input: AbortMultipartUploadRequest): AbortMultipartUploadOutput => {
    endUpload(world, bucket, findUpload(bucket, input.UploadId ?? '', input.Key ?? ''));
    return {};
  },
);
