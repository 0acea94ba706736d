import {
  GetBucketVersioning$,
  PutBucketVersioning$,
  type GetBucketVersioningOutput,
  type GetBucketVersioningRequest,
  type PutBucketVersioningRequest,
} from '@aws-sdk/client-s3';
import { bucketOperation } from './bucket-operation.ts';
import { malformedXml } from './faults.ts';

export const getBucketVersioning = bucketOperation(
  GetBucketVersioning$,
  ({ bucket }, _input: GetBucketVersioningRequest): GetBucketVersioningOutput =>
    bucket.versioning === undefined ? {} : { Status: bucket.versioning },
);

export const putBucketVersioning = bucketOperation(PutBucketVersioning$, ({ bucket }, input: PutBucketVersioningRequest): void => {
  const status = input.VersioningConfiguration?.Status;
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
  bucket.versioning = status;
});
