import {
  DeleteBucket$,
  GetBucketLocation$,
  HeadBucket$,
  ListBuckets$,
  type DeleteBucketRequest,
  type GetBucketLocationOutput,
  type GetBucketLocationRequest,
  type HeadBucketOutput,
  type HeadBucketRequest,
  type ListBucketsOutput,
  type ListBucketsRequest,
} from '@aws-sdk/client-s3';
import { Fault } from '../../fault.ts';
import { operation, type Call } from '../../operation.ts';
import { page } from '../../page.ts';
import type { World } from '../../world.ts';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { invalidArgument, notFound } from './faults.ts';
import { ownerOf } from './owner.ts';

const inBucket = bucketOperation(HeadBucket$, ({ bucket }: BucketCall, _input: HeadBucketRequest): HeadBucketOutput => ({
  BucketRegion: bucket.region,
  BucketArn: `arn:aws:s3:::${bucket.name}`,
  AccessPointAlias: false,
}));

/** Answers to HEAD have no body: the status is all that the client learns. */
export const headBucket = operation(HeadBucket$, async (world: World, input: HeadBucketRequest, call: Call): Promise<object | void> => {
  try {
    return await inBucket.run(world, input as never, call);
  } catch (error) {
    throw error instanceof Fault && error.code === 'NoSuchBucket' ? notFound() : error;
  }
});

export const getBucketLocation = bucketOperation(
  GetBucketLocation$,
  ({ bucket }, _input: GetBucketLocationRequest): GetBucketLocationOutput =>
    // The constraint of us-east-1 is none. All regions are constraints; the enum of the model is behind them.
    bucket.region === 'us-east-1'
      ? {}
      : { LocationConstraint: bucket.region as NonNullable<GetBucketLocationOutput['LocationConstraint']> },
  { anyRegion: true },
);

function list(world: World, input: ListBucketsRequest): ListBucketsOutput {
  const buckets = Object.values(world.global.s3.buckets)
    .filter(
      ({ name, region }) => name.startsWith(input.Prefix ?? '') && (input.BucketRegion === undefined || region === input.BucketRegion),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, next } = page(buckets, input.ContinuationToken, input.MaxBuckets ?? 10_000, () =>
    invalidArgument('The continuation token provided is incorrect'),
  );
  return {
    Buckets: items.map(({ name, region, creationDate }) => ({
      Name: name,
      CreationDate: creationDate,
      ...((input.MaxBuckets !== undefined || input.BucketRegion !== undefined) && { BucketRegion: region }),
    })),
    Owner: ownerOf(world),
    ...(input.Prefix !== undefined && { Prefix: input.Prefix }),
    ...(next !== undefined && { ContinuationToken: next }),
  };
}

export const listBuckets = operation(ListBuckets$, list);

export const deleteBucket = bucketOperation(DeleteBucket$, ({ world, bucket }, _input: DeleteBucketRequest): void => {
  const { name, versioning, objects } = bucket;
  if (Object.keys(objects).length > 0) {
    const hint = versioning === undefined ? '' : '. You must delete all versions in the bucket.';
    throw new Fault('BucketNotEmpty', `The bucket you tried to delete is not empty${hint}`, { status: 409, members: { BucketName: name } });
  }
  delete world.global.s3.buckets[name];
});
