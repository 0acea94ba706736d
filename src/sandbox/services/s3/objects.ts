import type { World } from '../../world.ts';
import { readBlob } from './blobs.ts';
import { findBucket } from './bucket-operation.ts';
import { storeObject } from './store-object.ts';
import { currentVersion, versionsOf } from './versions.ts';

/** An object, as another service needs it. */
export interface ReadObject {
  readonly content: Uint8Array;
  /** `null` where the bucket is not versioned. */
  readonly versionId: string;
  readonly etag: string;
  readonly lastModified: Date;
}

const bucketExists = (world: World, name: string): boolean => Object.hasOwn(world.global.s3.buckets, name);

/** Writes an object for another service of the sandbox, which has seen to its permission. */
export function writeObject(
  world: World,
  bucketName: string,
  key: string,
  bytes: Uint8Array,
  requester: string = world.account,
): Omit<ReadObject, 'content'> {
  const bucket = findBucket(world, bucketName);
  const { versionId, etag, lastModified } = storeObject(world, bucket, { key, bytes, reason: 'PutObject', requester });
  return { versionId, etag, lastModified };
}

/** Reads an object, or the version of it that is named, for another service of the sandbox; undefined where there is none. */
export function readObject(world: World, bucketName: string, key: string, wanted?: string): ReadObject | undefined {
  if (!bucketExists(world, bucketName)) return undefined;
  const bucket = findBucket(world, bucketName);
  const version =
    wanted === undefined ? currentVersion(bucket, key) : versionsOf(bucket, key).find(({ versionId }) => versionId === wanted);
  if (!version || version.deleteMarker) return undefined;
  const { versionId, etag, lastModified, digest } = version;
  return { content: readBlob(world, digest), versionId, etag, lastModified };
}
