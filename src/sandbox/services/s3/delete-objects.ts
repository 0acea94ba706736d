import {
  DeleteObjects$,
  type DeletedObject,
  type DeleteObjectsOutput,
  type DeleteObjectsRequest,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { refusalText } from '../../authorize.ts';
import { Fault } from '../../fault.ts';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { checkDeleteCondition } from './conditions.ts';
import { removeObject } from './delete-object.ts';
import { accessDenied, malformedXml } from './faults.ts';
import { needsOfDeletion } from './permissions.ts';
import { currentVersion } from './versions.ts';

const KEY_QUOTA = 1000;

function deleteOne({ world, bucket, call }: BucketCall, object: ObjectIdentifier): DeletedObject {
  for (const need of needsOfDeletion(world, bucket.name, object)) {
    const refusal = refusalText(world, call.identity, need, call.context);
    if (refusal !== undefined) throw accessDenied(refusal);
  }
  const { Key: key = '', VersionId: versionId } = object;
  checkDeleteCondition(currentVersion(bucket, key), key, object.ETag);
  const removed = removeObject(world, bucket, { key, versionId, requester: call.caller, reason: 'DeleteObjects' });
  const named = versionId === undefined ? {} : { VersionId: versionId };
  if (!removed?.deleteMarker) return { Key: key, ...named };
  return { Key: key, ...named, DeleteMarker: true, DeleteMarkerVersionId: removed.versionId };
}

function run(call: BucketCall, input: DeleteObjectsRequest): DeleteObjectsOutput {
  const { Objects: objects = [], Quiet: quiet } = input.Delete ?? {};
  if (objects.length === 0 || objects.length > KEY_QUOTA) throw malformedXml();
  const Deleted: DeletedObject[] = [];
  const Errors: NonNullable<DeleteObjectsOutput['Errors']> = [];
  for (const object of objects) {
    try {
      Deleted.push(deleteOne(call, object));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      Errors.push({
        Key: object.Key,
        ...(object.VersionId !== undefined && { VersionId: object.VersionId }),
        Code: error.code,
        Message: error.message,
      });
    }
  }
  return { ...(!quiet && { Deleted }), ...(Errors.length > 0 && { Errors }) };
}

export const deleteObjects = bucketOperation(DeleteObjects$, run);
