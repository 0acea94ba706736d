import { ActionFailure, setting, type Provider } from './action.ts';
import { readAsRole, storeArtifact } from './artifacts.ts';
import { recordRevision, wantedRevision } from './record-revision.ts';
import { assertAllowed } from './role.ts';

/** Copies an object, a zip archive, from a versioned bucket into the artifact bucket. */
export const s3Source: Provider = {
  seconds: 3,
  run: context => {
    const bucket = setting(context, 'S3Bucket') ?? '';
    const key = wantedRevision(context, 'S3_OBJECT_KEY') ?? setting(context, 'S3ObjectKey') ?? '';
    const wanted = wantedRevision(context, 'S3_OBJECT_VERSION_ID');
    assertAllowed(context, 's3:GetBucketVersioning', `arn:aws:s3:::${bucket}`);
    assertAllowed(context, 's3:GetObjectVersion', `arn:aws:s3:::${bucket}/${key}`);
    const object = readAsRole(context, bucket, key, wanted);
    if (context.world.global.s3.buckets[bucket]?.versioning !== 'Enabled') {
      throw new ActionFailure('ConfigurationError', `The Amazon S3 source bucket '${bucket}' must have versioning enabled.`);
    }
    const output = context.declaration.outputArtifacts?.[0]?.name ?? '';
    storeArtifact(context, output, object.content);
    recordRevision(context, {
      name: output,
      revisionId: object.versionId,
      revisionChangeIdentifier: object.etag,
      revisionSummary: `Amazon S3 version id: ${object.versionId}`,
      created: object.lastModified,
    });
    return { status: 'Succeeded', variables: { BucketName: bucket, ETag: object.etag, ObjectKey: key, VersionId: object.versionId } };
  },
};
