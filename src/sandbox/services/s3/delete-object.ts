import { DeleteObject$, type DeleteObjectOutput, type DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { World } from '../../world.ts';
import { bucketOperation } from './bucket-operation.ts';
import { checkDeleteCondition } from './conditions.ts';
import { announce } from './notification.ts';
import type { BucketRecord, ObjectVersion } from './state.ts';
import { addVersion, currentVersion, nextVersionId, removeVersion, versionsOf } from './versions.ts';

export interface Deletion {
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly requester: string;
  /** As events tell it: `DeleteObject`. */
  readonly reason: string;
}

/** Deletes as S3 does: a named version for good; else by a marker where the bucket is versioned. What is not there is deleted already. */
export function removeObject(
  world: World,
  bucket: BucketRecord,
  { key, versionId, requester, reason }: Deletion,
): ObjectVersion | undefined {
  if (versionId === undefined && bucket.versioning !== undefined) {
    const marker: ObjectVersion = { deleteMarker: true, versionId: nextVersionId(bucket), lastModified: world.clock.now() };
    addVersion(world, bucket, key, marker);
    announce(world, bucket, { type: 'Object Deleted', reason, key, version: marker, requester });
    return marker;
  }
  const version = versionsOf(bucket, key).find(candidate => candidate.versionId === (versionId ?? 'null'));
  if (!version) return undefined;
  removeVersion(world, bucket, key, version);
  announce(world, bucket, { type: 'Object Deleted', reason, key, version, requester });
  return version;
}

export const deleteObject = bucketOperation(DeleteObject$, ({ world, bucket, call }, input: DeleteObjectRequest): DeleteObjectOutput => {
  const { Key: key = '', VersionId: versionId } = input;
  checkDeleteCondition(currentVersion(bucket, key), key, input.IfMatch);
  const removed = removeObject(world, bucket, { key, versionId, requester: call.caller, reason: 'DeleteObject' });
  if (bucket.versioning === undefined) return {};
  const named = versionId ?? removed?.versionId;
  return { ...(named !== undefined && { VersionId: named }), ...(removed?.deleteMarker && { DeleteMarker: true }) };
});
