import { findBucket, type BucketCall } from './bucket-operation.ts';
import { refuseDenied } from './bucket-policy.ts';
import { invalidArgument } from './faults.ts';
import type { BucketRecord, StoredVersion } from './state.ts';
import { findVersion } from './versions.ts';

/** What a copy is made of. */
export interface CopySource {
  readonly bucket: BucketRecord;
  readonly key: string;
  readonly original: StoredVersion;
  /** Whether the version was asked for by its id. */
  readonly isNamedVersion: boolean;
  /** What the answer says of it. */
  readonly members: { readonly CopySourceVersionId?: string };
}

/** Finds what `x-amz-copy-source` names: `bucket/key` or `/bucket/key`, URL-encoded, with `?versionId=` or without. */
export function readCopySource({ world, call }: BucketCall, header: string | undefined): CopySource {
  const [path = '', versionId] = (header ?? '').split('?versionId=');
  const [, bucketName, key] = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path)) ?? [];
  if (bucketName === undefined || key === undefined) throw invalidArgument('Invalid copy source object key');
  const bucket = findBucket(world, bucketName);
  refuseDenied(world, bucket, { caller: call.caller, action: 's3:GetObject', key });
  const original = findVersion(bucket, key, versionId);
  const members = bucket.versioning === undefined ? {} : { CopySourceVersionId: original.versionId };
  return { bucket, key, original, isNamedVersion: versionId !== undefined, members };
}
