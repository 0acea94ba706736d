import {
  BucketAlreadyExists$,
  BucketAlreadyOwnedByYou$,
  CreateBucket$,
  type CreateBucketOutput,
  type CreateBucketRequest,
} from '@aws-sdk/client-s3';
import { emptyRecord } from '../../empty-record.ts';
import { Fault, fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkBucketName } from './bucket-names.ts';
import type { BucketRecord } from './state.ts';
import { BUCKET_TAGS, checkTags } from './tags.ts';

const HOME = 'us-east-1';

/** The region of a new bucket. Only the endpoint of us-east-1 makes buckets elsewhere, and only there the constraint is left out. */
function chosenRegion(world: World, constraint: string | undefined): string {
  const wanted = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (world.region === HOME) {
    if (wanted === HOME) throw new Fault('InvalidLocationConstraint', 'The specified location-constraint is not valid');
    return wanted ?? HOME;
  }
  if (wanted === world.region) return wanted;
  throw new Fault(
    'IllegalLocationConstraintException',
    `The ${wanted ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

/** Making one's own bucket again succeeds in us-east-1 and nowhere else. */
function refusePresent(world: World, name: string, region: string): void {
  const { buckets, takenNames } = world.global.s3;
  if (takenNames.includes(name)) {
    throw fault(
      BucketAlreadyExists$,
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    );
  }
  const present = Object.hasOwn(buckets, name) ? buckets[name] : undefined;
  if (present && !(present.region === HOME && region === HOME)) {
    throw fault(BucketAlreadyOwnedByYou$, 'Your previous request to create the named bucket succeeded and you already own it.');
  }
}

/** What every new bucket has since 2023: encryption with keys of S3, no public access, no ACLs. */
const newBucket = (name: string, region: string, creationDate: Date): BucketRecord => ({
  name,
  region,
  creationDate,
  versioning: undefined,
  encryption: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] },
  publicAccessBlock: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  ownership: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  policy: undefined,
  lifecycle: undefined,
  notification: {},
  tags: [],
  objects: emptyRecord(),
  uploads: {},
});

function run(world: World, input: CreateBucketRequest): CreateBucketOutput {
  const { Bucket: name = '', ObjectOwnership = 'BucketOwnerEnforced', CreateBucketConfiguration: configuration } = input;
  const region = chosenRegion(world, configuration?.LocationConstraint);
  checkBucketName(name, { account: world.account, region, namespace: input.BucketNamespace ?? 'global' });
  if (input.ACL !== undefined && input.ACL !== 'private' && ObjectOwnership === 'BucketOwnerEnforced') {
    throw new Fault(
      'InvalidBucketAclWithObjectOwnership',
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
  }
  const tags = checkTags(configuration?.Tags ?? [], BUCKET_TAGS);
  refusePresent(world, name, region);
  const { buckets } = world.global.s3;
  if (!Object.hasOwn(buckets, name)) {
    buckets[name] = {
      ...newBucket(name, region, world.clock.now()),
      ownership: { Rules: [{ ObjectOwnership }] },
      tags,
      ...(input.ObjectLockEnabledForBucket && { versioning: 'Enabled' as const }),
    };
  }
  return { Location: region === HOME ? `/${name}` : `http://${name}.s3.amazonaws.com/`, BucketArn: `arn:aws:s3:::${name}` };
}

export const createBucket = operation(CreateBucket$, run);
