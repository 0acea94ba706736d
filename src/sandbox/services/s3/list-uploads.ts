import {
  ListMultipartUploads$,
  ListParts$,
  type ListMultipartUploadsOutput,
  type ListMultipartUploadsRequest,
  type ListPartsOutput,
  type ListPartsRequest,
} from '@aws-sdk/client-s3';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { byBytes, encoder, listKeys, pageSize } from './list-keys.ts';
import { findUpload } from './multipart-upload.ts';
import { ownerOf } from './owner.ts';
import type { MultipartUpload } from './state.ts';

/** By key, and under one key by age. */
const inOrder = (a: MultipartUpload, b: MultipartUpload): number =>
  byBytes(a.key, b.key) || a.initiated.getTime() - b.initiated.getTime() || byBytes(a.uploadId, b.uploadId);

function uploads({ world, bucket }: BucketCall, input: ListMultipartUploadsRequest): ListMultipartUploadsOutput {
  const encode = encoder(input.EncodingType);
  const { Prefix: prefix = '', Delimiter: delimiter, KeyMarker: marker = '', UploadIdMarker: idMarker } = input;
  const limit = pageSize(input.MaxUploads);
  const sorted = Object.values(bucket.uploads).sort(inOrder);
  const from = sorted.findIndex(({ key, uploadId }) => key === marker && uploadId === idMarker);
  const rest = from < 0 ? sorted.filter(({ key }) => byBytes(key, marker) > 0) : sorted.slice(from + 1);
  const { entries, commonPrefixes, isTruncated, last } = listKeys(rest, { prefix, delimiter, limit });
  return {
    Bucket: bucket.name,
    KeyMarker: encode(marker),
    UploadIdMarker: idMarker ?? '',
    Prefix: encode(prefix),
    ...(delimiter !== undefined && { Delimiter: encode(delimiter) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    MaxUploads: limit,
    IsTruncated: isTruncated,
    ...(isTruncated && last !== undefined && { NextKeyMarker: encode(last) }),
    ...(isTruncated && { NextUploadIdMarker: entries.at(-1)?.uploadId ?? '' }),
    Uploads: entries.map(({ key, uploadId, initiated }) => ({
      Key: encode(key),
      UploadId: uploadId,
      Initiated: initiated,
      Initiator: ownerOf(world),
      Owner: ownerOf(world),
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: commonPrefixes.map(text => ({ Prefix: encode(text) })),
  };
}

export const listMultipartUploads = bucketOperation(ListMultipartUploads$, uploads);

function parts({ world, bucket }: BucketCall, input: ListPartsRequest): ListPartsOutput {
  const upload = findUpload(bucket, input.UploadId ?? '', input.Key ?? '');
  const after = Number(input.PartNumberMarker ?? 0);
  const limit = pageSize(input.MaxParts);
  const rest = Object.entries(upload.parts)
    .map(([number, part]) => ({ PartNumber: Number(number), ETag: `"${part.etag}"`, Size: part.size, LastModified: part.lastModified }))
    .filter(({ PartNumber }) => PartNumber > after)
    .sort((a, b) => a.PartNumber - b.PartNumber);
  const found = rest.slice(0, limit);
  const isTruncated = rest.length > found.length;
  return {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.uploadId,
    PartNumberMarker: String(after),
    ...(isTruncated && { NextPartNumberMarker: String(found.at(-1)?.PartNumber ?? after) }),
    MaxParts: limit,
    IsTruncated: isTruncated,
    Parts: found,
    Initiator: ownerOf(world),
    Owner: ownerOf(world),
    StorageClass: 'STANDARD',
  };
}

export const listParts = bucketOperation(ListParts$, parts);
