import {
  DeleteBucketTagging$,
  GetBucketTagging$,
  PutBucketTagging$,
  type DeleteBucketTaggingRequest,
  type GetBucketTaggingOutput,
  type GetBucketTaggingRequest,
  type PutBucketTaggingRequest,
} from '@aws-sdk/client-s3';
import { bucketOperation } from './bucket-operation.ts';
import { notConfigured } from './faults.ts';
import { BUCKET_TAGS, checkTags } from './tags.ts';

export const getBucketTagging = bucketOperation(
  GetBucketTagging$,
  ({ bucket }, _input: GetBucketTaggingRequest): GetBucketTaggingOutput => {
    if (bucket.tags.length === 0) throw notConfigured('NoSuchTagSet', 'The TagSet does not exist');
    return { TagSet: bucket.tags };
  },
);

/** The whole set is replaced. */
export const putBucketTagging = bucketOperation(PutBucketTagging$, ({ bucket }, input: PutBucketTaggingRequest): void => {
  bucket.tags = checkTags(input.Tagging?.TagSet ?? [], BUCKET_TAGS);
});

export const deleteBucketTagging = bucketOperation(DeleteBucketTagging$, ({ bucket }, _input: DeleteBucketTaggingRequest): void => {
  bucket.tags = [];
});
