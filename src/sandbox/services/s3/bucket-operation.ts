import type { StaticOperationSchema } from '@smithy/types';
import { Fault } from '../../fault.ts';
import { operation, type Call, type Operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { accessDenied, noSuchBucket } from './faults.ts';
import type { BucketRecord } from './state.ts';

interface BucketInput {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

interface Options {
  /** Answered in whichever region the bucket is. */
  readonly anyRegion?: boolean;
}

/** What a bucket operation works with beside its input. */
export interface BucketCall {
  readonly world: World;
  readonly bucket: BucketRecord;
  readonly call: Call;
}

/** The bucket of this name. */
export function findBucket(world: World, name: string): BucketRecord {
  const { buckets, takenNames } = world.global.s3;
  const bucket = Object.hasOwn(buckets, name) ? buckets[name] : undefined;
  if (bucket) return bucket;
  if (takenNames.includes(name)) throw accessDenied('Access Denied');
  throw noSuchBucket(name);
}

function refuseOtherRegion(world: World, bucket: BucketRecord): void {
  if (bucket.region === world.region) return;
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.';
  throw new Fault('PermanentRedirect', message, {
    status: 301,
    members: { Bucket: bucket.name, Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, Region: bucket.region },
  });
}

const LONGEST_KEY = 1024;

function refuseLongKey(key = ''): void {
  const size = Buffer.byteLength(key);
  if (size <= LONGEST_KEY) return;
  throw new Fault('KeyTooLongError', 'Your key is too long', { members: { Size: size, MaxSizeAllowed: LONGEST_KEY } });
}

/** Declares an operation on a bucket or in one: it must be there, in this region and of the expected owner. */
export function bucketOperation(
  schema: StaticOperationSchema,
  run: (call: BucketCall, input: never) => object | void,
  options: Options = {},
): Operation {
  const runInBucket = (world: World, input: BucketInput, call: Call): object | void => {
    refuseLongKey(input.Key);
    const bucket = findBucket(world, input.Bucket ?? '');
    if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== world.account) throw accessDenied('Access Denied');
    if (!options.anyRegion) refuseOtherRegion(world, bucket);
    // The input has been parsed by the operation's own schema: that is the type it asks for.
    return run({ world, bucket, call }, input as never);
  };
  return operation(schema, runInBucket);
}
