import type { World } from '../../world.ts';
import { readBlob } from './blobs.ts';
import { findBucket } from './bucket-operation.ts';
import { refuseDenied } from './bucket-policy.ts';
import { storeObject } from './store-object.ts';
import { currentVersion, versionsOf } from './versions.ts';

/** How another service reaches an object. */
export interface Access {
  /** ARN of the role's session on whose behalf it is done: the bucket's policy must not deny it. */
  readonly caller?: string;
}

/** An object, as another service needs it. */
export interface ReadObject {
  readonly content: Uint8Array;
  /** `null` where the bucket is not versioned. */
  readonly versionId: string;
  readonly etag: string;
  readonly lastModified: Date;
}

const bucketExists = (world: World, name: string): boolean => Object.hasOwn(world.global.s3.buckets, name);

/** Writes an object for another service of the sandbox. */
export function writeObject(
  world: World,
  bucketName: string,
  key: string,
  bytes: Uint8Array,
  { caller }: Access = {},
): Omit<ReadObject, 'content'> {
  const bucket = findBucket(world, bucketName);
  if (caller !== undefined) refuseDenied(world, bucket, { caller, action: 's3:PutObject', key });
  const requester = caller ?? world.account;
  const { versionId, etag, lastModified } = storeObject(world, bucket, { key, bytes, reason: 'PutObject', requester });
  return { versionId, etag, lastModified };
}

/** Reads an object, or the version of it that is named, for another service of the sandbox; undefined where there is none. */
export function readObject(
  world: World,
  bucketName: string,
  key: string,
  { caller, versionId: wanted }: Access & { readonly versionId?: string | undefined } = {},
): ReadObject | undefined {
  if (!bucketExists(world, bucketName)) return undefined;
  const bucket = findBucket(world, bucketName);
  if (caller !== undefined) refuseDenied(world, bucket, { caller, action: 's3:GetObject', key });
  const version =
    wanted === undefined ? currentVersion(bucket, key) : versionsOf(bucket, key).find(({ versionId }) => versionId === wanted);
  if (!version || version.deleteMarker) return undefined;
  const { versionId, etag, lastModified, digest } = version;
  return { content: readBlob(world, digest), versionId, etag, lastModified };
}
