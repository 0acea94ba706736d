import { ListObjectVersions$, type ListObjectVersionsOutput, type ListObjectVersionsRequest } from '@aws-sdk/client-s3';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { byBytes, encoder, listKeys, pageSize } from './list-keys.ts';
import { ownerOf } from './owner.ts';
import type { BucketRecord, ObjectVersion } from './state.ts';

interface Entry {
  readonly key: string;
  readonly version: ObjectVersion;
  readonly isLatest: boolean;
}

/** All versions after a place: keys in order, and under each the newest first. */
function entriesAfter(bucket: BucketRecord, { KeyMarker, VersionIdMarker, Delimiter }: ListObjectVersionsRequest): Entry[] {
  const skipsUnder = Delimiter && KeyMarker?.endsWith(Delimiter) ? KeyMarker : undefined;
  const entries = Object.entries(bucket.objects)
    .sort(([a], [b]) => byBytes(a, b))
    .flatMap(([key, versions]) => versions.map((version, index) => ({ key, version, isLatest: index === 0 })));
  if (KeyMarker === undefined || KeyMarker === '') return entries;
  const from = entries.findIndex(({ key, version }) => key === KeyMarker && version.versionId === VersionIdMarker);
  if (from >= 0) return entries.slice(from + 1);
  return entries.filter(({ key }) => byBytes(key, KeyMarker) > 0 && !(skipsUnder !== undefined && key.startsWith(skipsUnder)));
}

function run({ world, bucket }: BucketCall, input: ListObjectVersionsRequest): ListObjectVersionsOutput {
  const encode = encoder(input.EncodingType);
  const { Prefix: prefix = '', Delimiter: delimiter } = input;
  const limit = pageSize(input.MaxKeys);
  const { entries, commonPrefixes, isTruncated, last } = listKeys(entriesAfter(bucket, input), { prefix, delimiter, limit });
  const common = ({ key, version, isLatest }: Entry) => ({
    Key: encode(key),
    VersionId: version.versionId,
    IsLatest: isLatest,
    LastModified: version.lastModified,
    Owner: ownerOf(world),
  });
  const lastEntry = entries.at(-1);
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(input.KeyMarker ?? ''),
    VersionIdMarker: input.VersionIdMarker ?? '',
    ...(delimiter !== undefined && { Delimiter: encode(delimiter) }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    MaxKeys: limit,
    IsTruncated: isTruncated,
    ...(isTruncated && last !== undefined && { NextKeyMarker: encode(last) }),
    ...(isTruncated && lastEntry?.key === last && { NextVersionIdMarker: lastEntry?.version.versionId }),
    Versions: entries.flatMap(entry =>
      entry.version.deleteMarker
        ? []
        : [{ ...common(entry), ETag: `"${entry.version.etag}"`, Size: entry.version.size, StorageClass: 'STANDARD' as const }],
    ),
    DeleteMarkers: entries.filter(({ version }) => version.deleteMarker).map(common),
    CommonPrefixes: commonPrefixes.map(text => ({ Prefix: encode(text) })),
  };
}

export const listObjectVersions = bucketOperation(ListObjectVersions$, run);
