import {
  ListObjects$,
  ListObjectsV2$,
  type ListObjectsOutput,
  type ListObjectsRequest,
  type ListObjectsV2Output,
  type ListObjectsV2Request,
  type _Object,
} from '@aws-sdk/client-s3';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { invalidArgument } from './faults.ts';
import { byBytes, encoder, listKeys, pageSize } from './list-keys.ts';
import { ownerOf } from './owner.ts';
import type { BucketRecord, StoredVersion } from './state.ts';
import { currentVersion } from './versions.ts';

interface Entry {
  readonly key: string;
  readonly version: StoredVersion;
}

/** A common prefix as the place to go on from stands for all keys under it. */
function entriesAfter(bucket: BucketRecord, after: string, delimiter: string | undefined): Entry[] {
  const skipsUnder = delimiter !== undefined && delimiter !== '' && after.endsWith(delimiter);
  return Object.keys(bucket.objects)
    .filter(key => byBytes(key, after) > 0 && !(skipsUnder && key.startsWith(after)))
    .sort(byBytes)
    .flatMap(key => {
      const version = currentVersion(bucket, key);
      return version ? [{ key, version }] : [];
    });
}

const describe = ({ key, version }: Entry, encode: (text: string) => string): _Object => ({
  Key: encode(key),
  ETag: `"${version.etag}"`,
  LastModified: version.lastModified,
  Size: version.size,
  // Classes other than STANDARD are kept as the writer gave them.
  StorageClass: (version.headers.StorageClass ?? 'STANDARD') as NonNullable<_Object['StorageClass']>,
});

/** Continuation tokens are opaque; ours carry the last key. */
const toToken = (key: string): string => Buffer.from(key).toString('base64');

function fromToken(token: string): string {
  const key = Buffer.from(token, 'base64').toString();
  if (toToken(key) !== token) throw invalidArgument('The continuation token provided is incorrect');
  return key;
}

function listV2({ world, bucket }: BucketCall, input: ListObjectsV2Request): ListObjectsV2Output {
  const encode = encoder(input.EncodingType);
  const { Prefix: prefix = '', Delimiter: delimiter, ContinuationToken: token, StartAfter: startAfter } = input;
  const limit = pageSize(input.MaxKeys);
  const after = token === undefined ? (startAfter ?? '') : fromToken(token);
  const { entries, commonPrefixes, isTruncated, last } = listKeys(entriesAfter(bucket, after, delimiter), { prefix, delimiter, limit });
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    ...(delimiter !== undefined && { Delimiter: encode(delimiter) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    ...(startAfter !== undefined && { StartAfter: encode(startAfter) }),
    ...(token !== undefined && { ContinuationToken: token }),
    MaxKeys: limit,
    KeyCount: entries.length + commonPrefixes.length,
    IsTruncated: isTruncated,
    ...(isTruncated && last !== undefined && { NextContinuationToken: toToken(last) }),
    Contents: entries.map(entry => ({ ...describe(entry, encode), ...(input.FetchOwner && { Owner: ownerOf(world) }) })),
    CommonPrefixes: commonPrefixes.map(common => ({ Prefix: encode(common) })),
  };
}

export const listObjectsV2 = bucketOperation(ListObjectsV2$, listV2);

function listV1({ world, bucket }: BucketCall, input: ListObjectsRequest): ListObjectsOutput {
  const encode = encoder(input.EncodingType);
  const { Prefix: prefix = '', Delimiter: delimiter, Marker: marker = '' } = input;
  const limit = pageSize(input.MaxKeys);
  const { entries, commonPrefixes, isTruncated, last } = listKeys(entriesAfter(bucket, marker, delimiter), { prefix, delimiter, limit });
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    ...(delimiter !== undefined && { Delimiter: encode(delimiter) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    MaxKeys: limit,
    IsTruncated: isTruncated,
    ...(isTruncated && delimiter !== undefined && last !== undefined && { NextMarker: encode(last) }),
    Contents: entries.map(entry => ({ ...describe(entry, encode), Owner: ownerOf(world) })),
    CommonPrefixes: commonPrefixes.map(common => ({ Prefix: encode(common) })),
  };
}

export const listObjects = bucketOperation(ListObjects$, listV1);
