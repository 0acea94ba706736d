import {
  DeleteBucketEncryption$,
  GetBucketEncryption$,
  PutBucketEncryption$,
  type DeleteBucketEncryptionRequest,
  type GetBucketEncryptionOutput,
  type GetBucketEncryptionRequest,
  type PutBucketEncryptionRequest,
} from '@aws-sdk/client-s3';
import { bucketOperation } from './bucket-operation.ts';
import { malformedXml } from './faults.ts';

const ALGORITHMS: readonly (string | undefined)[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

export const getBucketEncryption = bucketOperation(
  GetBucketEncryption$,
  ({ bucket }, _input: GetBucketEncryptionRequest): GetBucketEncryptionOutput => ({ ServerSideEncryptionConfiguration: bucket.encryption }),
);

export const putBucketEncryption = bucketOperation(PutBucketEncryption$, ({ bucket }, input: PutBucketEncryptionRequest): void => {
  const rule = input.ServerSideEncryptionConfiguration?.Rules?.[0];
  if (!rule || !ALGORITHMS.includes(rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm)) throw malformedXml();
  bucket.encryption = { Rules: [{ BucketKeyEnabled: false, ...rule }] };
});

/** No bucket is without encryption: this brings back what a new one has. */
export const deleteBucketEncryption = bucketOperation(
  DeleteBucketEncryption$,
  ({ bucket }, _input: DeleteBucketEncryptionRequest): void => {
    bucket.encryption = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] };
  },
);
