import type { Tag } from '@aws-sdk/client-s3';
import type { World } from '../../world.ts';
import { writeBlob } from './blobs.ts';
import { announce } from './notification.ts';
import type { BucketRecord, ObjectHeaders, StoredVersion } from './state.ts';
import { addVersion, nextVersionId } from './versions.ts';

export interface NewObject {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly headers?: ObjectHeaders;
  readonly checksums?: Readonly<Record<string, string>>;
  readonly tags?: Tag[];
  /** Where it is not the MD5 of the content. */
  readonly etag?: string;
  /** As events tell it: `PutObject`. */
  readonly reason: string;
  readonly requester: string;
}

/** Keeps an object as the newest version of its key, and tells who listens. */
export function storeObject(world: World, bucket: BucketRecord, object: NewObject): StoredVersion {
  const blob = writeBlob(world, object.bytes);
  const version: StoredVersion = {
    deleteMarker: false,
    versionId: nextVersionId(bucket),
    lastModified: world.clock.now(),
    etag: object.etag ?? blob.md5,
    size: blob.size,
    digest: blob.digest,
    headers: object.headers ?? {},
    checksums: object.checksums ?? {},
    tags: object.tags ?? [],
  };
  addVersion(world, bucket, object.key, version);
  announce(world, bucket, { type: 'Object Created', reason: object.reason, key: object.key, version, requester: object.requester });
  return version;
}

/** The headers of a request that are kept with the object. */
export function keptHeaders(input: ObjectHeaders): ObjectHeaders {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Expires, Metadata, StorageClass } = input;
  return {
    CacheControl,
    ContentDisposition,
    ContentEncoding: ContentEncoding?.replace(/^aws-chunked,?\s*/, '') || undefined,
    ContentLanguage,
    ContentType: ContentType ?? 'binary/octet-stream',
    Expires,
    Metadata,
    StorageClass: StorageClass === 'STANDARD' ? undefined : StorageClass,
    WebsiteRedirectLocation: input.WebsiteRedirectLocation,
  };
}

/** How objects of a bucket are encrypted, as answers say it. */
export function encryptionMembers({ encryption }: BucketRecord) {
  const rule = encryption.Rules?.[0];
  const standard = rule?.ApplyServerSideEncryptionByDefault;
  return {
    ServerSideEncryption: standard?.SSEAlgorithm,
    ...(standard?.KMSMasterKeyID !== undefined && { SSEKMSKeyId: standard.KMSMasterKeyID }),
    ...(rule?.BucketKeyEnabled && { BucketKeyEnabled: true }),
  };
}
