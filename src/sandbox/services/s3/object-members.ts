import type { BucketRecord, StoredVersion } from './state.ts';
import { encryptionMembers } from './store-object.ts';
import { versionMember } from './versions.ts';

/** What GetObject and HeadObject tell of a version beside its content. */
export function objectMembers(bucket: BucketRecord, version: StoredVersion, withChecksums: boolean) {
  return {
    ...version.headers,
    ...encryptionMembers(bucket),
    ...versionMember(bucket, version),
    ...(withChecksums && version.checksums),
    AcceptRanges: 'bytes',
    ContentLength: version.size,
    ETag: `"${version.etag}"`,
    LastModified: version.lastModified,
    ...(version.tags.length > 0 && { TagCount: version.tags.length }),
  };
}
