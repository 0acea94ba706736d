import { findBucket, type BucketCall } from './bucket-operation.ts';
import { parseCopySource } from './copy-source-name.ts';
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

/** Finds what `x-amz-copy-source` names. */
export function readCopySource({ world }: BucketCall, header: string | undefined): CopySource {
  const source = parseCopySource(header);
  if (!source) throw invalidArgument('Invalid copy source object key');
  const { Bucket, Key: key, VersionId: versionId } = source;
  const bucket = findBucket(world, Bucket);
  const original = findVersion(bucket, key, versionId);
  const members = bucket.versioning === undefined ? {} : { CopySourceVersionId: original.versionId };
  return { bucket, key, original, isNamedVersion: versionId !== undefined, members };
}
