import { randomBytes } from 'node:crypto';
import { Fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { releaseBlob } from './blobs.ts';
import { noSuchKey, noSuchVersion } from './faults.ts';
import type { BucketRecord, ObjectVersion, StoredVersion } from './state.ts';

/** Version ids are 32 characters; without versioning, the id is `null`. */
export const nextVersionId = ({ versioning }: BucketRecord): string =>
  versioning === 'Enabled' ? randomBytes(24).toString('base64url').replaceAll('-', '.') : 'null';

/** The versions of a key, the newest first. Any text may be a key, `constructor` too. */
export const versionsOf = ({ objects }: BucketRecord, key: string): readonly ObjectVersion[] =>
  Object.hasOwn(objects, key) ? (objects[key] ?? []) : [];

/** Puts a version on top. The version `null` is there at most once. */
export function addVersion(world: World, bucket: BucketRecord, key: string, version: ObjectVersion): void {
  const present = versionsOf(bucket, key);
  const replaced = version.versionId === 'null' ? present.filter(({ versionId }) => versionId === 'null') : [];
  bucket.objects[key] = [version, ...present.filter(candidate => !replaced.includes(candidate))];
  for (const old of replaced) if (!old.deleteMarker) releaseBlob(world, old.digest);
}

/** Takes one version away for good. */
export function removeVersion(world: World, bucket: BucketRecord, key: string, version: ObjectVersion): void {
  const left = versionsOf(bucket, key).filter(candidate => candidate !== version);
  if (left.length > 0) bucket.objects[key] = left;
  else delete bucket.objects[key];
  if (!version.deleteMarker) releaseBlob(world, version.digest);
}

/** The newest version of a key, unless a delete marker hides it. */
export function currentVersion(bucket: BucketRecord, key: string): StoredVersion | undefined {
  const newest = versionsOf(bucket, key)[0];
  return newest && !newest.deleteMarker ? newest : undefined;
}

/** The version that a call names, or else the newest. */
export function findVersion(bucket: BucketRecord, key: string, versionId: string | undefined): StoredVersion {
  const versions = versionsOf(bucket, key);
  const found = versionId === undefined ? versions[0] : versions.find(version => version.versionId === versionId);
  if (!found) throw versionId === undefined || versions.length === 0 ? noSuchKey(key) : noSuchVersion(key, versionId);
  if (!found.deleteMarker) return found;
  if (versionId === undefined) throw noSuchKey(key);
  throw new Fault('MethodNotAllowed', 'The specified method is not allowed against this resource.', { status: 405 });
}

/** The id as answers carry it: unversioned buckets do not speak of versions. */
export const versionMember = (bucket: BucketRecord, { versionId }: ObjectVersion): { readonly VersionId?: string } =>
  bucket.versioning === undefined ? {} : { VersionId: versionId };
