import {
  DeletePublicAccessBlock$,
  GetPublicAccessBlock$,
  PutPublicAccessBlock$,
  type DeletePublicAccessBlockRequest,
  type GetPublicAccessBlockOutput,
  type GetPublicAccessBlockRequest,
  type PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import { bucketOperation } from './bucket-operation.ts';
import { notConfigured } from './faults.ts';

export const getPublicAccessBlock = bucketOperation(
  GetPublicAccessBlock$,
  ({ bucket }, _input: GetPublicAccessBlockRequest): GetPublicAccessBlockOutput => {
    if (bucket.publicAccessBlock) return { PublicAccessBlockConfiguration: bucket.publicAccessBlock };
    throw notConfigured('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found');
  },
);

export const putPublicAccessBlock = bucketOperation(PutPublicAccessBlock$, ({ bucket }, input: PutPublicAccessBlockRequest): void => {
  const none = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };
  bucket.publicAccessBlock = { ...none, ...input.PublicAccessBlockConfiguration };
});

export const deletePublicAccessBlock = bucketOperation(
  DeletePublicAccessBlock$,
  ({ bucket }, _input: DeletePublicAccessBlockRequest): void => {
    bucket.publicAccessBlock = undefined;
  },
);
