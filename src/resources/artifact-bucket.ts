import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  ListObjectVersionsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutPublicAccessBlockCommand,
  type BucketLocationConstraint,
  type ObjectOwnership,
  type PublicAccessBlockConfiguration,
  type ServerSideEncryption,
} from '@aws-sdk/client-s3';
import { isDeepStrictEqual } from 'node:util';
import type { Aws, Place } from '../aws/aws.ts';
import { nameIs, whenMissing } from '../aws/errors.ts';
import { retryWhile } from '../aws/retry.ts';
import { markOf, ownerTagList } from '../aws/tags.ts';
import type { Intent, Kind, Live } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import { emptyBucket } from './empty-bucket.ts';
import { findFirst } from './find-first.ts';
import { makeOnce } from './make-once.ts';
import { asWantedPolicy } from './same.ts';

export interface ArtifactBucketSpec {
  readonly name: string;
  /** Artifacts are deleted after this many days; 0 is never. */
  readonly expireDays: number;
  readonly objectOwnership: ObjectOwnership;
  readonly publicAccessBlock: PublicAccessBlockConfiguration;
  readonly encryption: ServerSideEncryption;
  readonly policy: object;
}

export type ArtifactBucketOutputs = { readonly name: string; readonly arn: string };

/** Where the pipeline keeps its artifacts: private, encrypted, TLS only. Every call names the account that must own it. */
export const artifactBucket: Kind<ArtifactBucketSpec, ArtifactBucketOutputs, Aws> = {
  type: 's3.bucket',
  outputs: ['name', 'arn'],
  identity: ['name'],
  arnPattern: /^arn:[^:]+:s3:::(?<name>[^/]+)$/,
  permissions: {
    read: [
      's3:GetBucketTagging',
      's3:GetBucketOwnershipControls',
      's3:GetBucketPublicAccessBlock',
      's3:GetEncryptionConfiguration',
      's3:GetBucketPolicy',
      's3:GetLifecycleConfiguration',
    ],
    write: [
      's3:CreateBucket',
      's3:TagResource',
      's3:PutBucketTagging',
      's3:PutBucketOwnershipControls',
      's3:PutBucketPublicAccessBlock',
      's3:PutEncryptionConfiguration',
      's3:PutBucketPolicy',
      's3:PutLifecycleConfiguration',
      's3:ListBucketVersions',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:ListBucketMultipartUploads',
      's3:AbortMultipartUpload',
      's3:DeleteBucket',
    ],
  },
  cost: () => [{ price: 's3-gb-month', units: 0.1 }],

  read: (aws, spec, known) => findFirst(known?.name, spec.name, name => find(aws, spec, name)),

  async ensure(aws, spec, live, intent) {
    const there = live ?? (await create(aws, spec, intent));
    const bucket = { Bucket: there.outputs.name, ExpectedBucketOwner: aws.account };
    if (there.owner !== aws.owner) {
      await aws.s3.send(new PutBucketTaggingCommand({ ...bucket, Tagging: { TagSet: ownerTagList(aws) } }));
    }
    const differs = (field: keyof ArtifactBucketSpec): boolean => !isDeepStrictEqual(there.actual[field], spec[field]);
    if (differs('objectOwnership')) {
      const OwnershipControls = { Rules: [{ ObjectOwnership: spec.objectOwnership }] };
      await aws.s3.send(new PutBucketOwnershipControlsCommand({ ...bucket, OwnershipControls }));
    }
    if (differs('publicAccessBlock')) {
      await aws.s3.send(new PutPublicAccessBlockCommand({ ...bucket, PublicAccessBlockConfiguration: spec.publicAccessBlock }));
    }
    if (differs('encryption')) {
      const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: spec.encryption } }];
      await aws.s3.send(new PutBucketEncryptionCommand({ ...bucket, ServerSideEncryptionConfiguration: { Rules } }));
    }
    if (differs('policy')) await aws.s3.send(new PutBucketPolicyCommand({ ...bucket, Policy: JSON.stringify(spec.policy) }));
    if (differs('expireDays')) {
      const LifecycleConfiguration = { Rules: [lifecycleRule(spec.expireDays)] };
      await aws.s3.send(new PutBucketLifecycleConfigurationCommand({ ...bucket, LifecycleConfiguration }));
    }
    return there.outputs;
  },

  async holdsData(aws, known) {
    const request = new ListObjectVersionsCommand({ Bucket: known.name, ExpectedBucketOwner: aws.account, MaxKeys: 1 });
    const { Versions = [] } = (await whenMissing(aws.s3.send(request), 'NoSuchBucket')) ?? {};
    return Versions.length > 0;
  },

  async remove(aws, known) {
    await whenMissing(removeBucket(aws, known.name), 'NoSuchBucket');
  },
};

async function find(
  aws: Aws,
  spec: ArtifactBucketSpec,
  name: string,
): Promise<Live<ArtifactBucketSpec, ArtifactBucketOutputs> | undefined> {
  const bucket = { Bucket: name, ExpectedBucketOwner: aws.account };
  try {
    const [tagging, ownership, publicAccess, encryption, policy, lifecycle] = await Promise.all([
      whenMissing(aws.s3.send(new GetBucketTaggingCommand(bucket)), 'NoSuchTagSet'),
      whenMissing(aws.s3.send(new GetBucketOwnershipControlsCommand(bucket)), 'OwnershipControlsNotFoundError'),
      whenMissing(aws.s3.send(new GetPublicAccessBlockCommand(bucket)), 'NoSuchPublicAccessBlockConfiguration'),
      whenMissing(aws.s3.send(new GetBucketEncryptionCommand(bucket)), 'ServerSideEncryptionConfigurationNotFoundError'),
      whenMissing(aws.s3.send(new GetBucketPolicyCommand(bucket)), 'NoSuchBucketPolicy'),
      whenMissing(aws.s3.send(new GetBucketLifecycleConfigurationCommand(bucket)), 'NoSuchLifecycleConfiguration'),
    ]);
    const rule = lifecycle?.Rules?.find(({ ID }) => ID === LIFECYCLE_ID);
    const { SSEAlgorithm } = encryption?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault ?? {};
    // A setting that somebody took away is undefined here, so that it differs and is put back.
    const actual = {
      name,
      objectOwnership: ownership?.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
      publicAccessBlock: publicAccess?.PublicAccessBlockConfiguration,
      encryption: SSEAlgorithm,
      policy: policy?.Policy === undefined ? undefined : asWantedPolicy(spec.policy, JSON.parse(policy.Policy) as object),
      expireDays: (rule?.Status === 'Enabled' && rule.Expiration?.Days) || 0,
    };
    return { outputs: outputsOf(aws, name), actual: actual as Partial<ArtifactBucketSpec>, ...markOf(tagging?.TagSet) };
  } catch (error) {
    if (nameIs(error, 'NoSuchBucket')) return undefined;
    throw error;
  }
}

const arnOf = ({ partition }: Pick<Place, 'partition'>, name: string): string => `arn:${partition}:s3:::${name}`;

const outputsOf = (aws: Aws, name: string): ArtifactBucketOutputs => ({ name, arn: arnOf(aws, name) });

async function create(aws: Aws, spec: ArtifactBucketSpec, intent: Intent): Promise<Live<ArtifactBucketSpec, ArtifactBucketOutputs>> {
  const request = new CreateBucketCommand({
    Bucket: spec.name,
    ObjectOwnership: spec.objectOwnership,
    CreateBucketConfiguration: { ...locationOf(aws.region), Tags: ownerTagList(aws) },
  });
  // A bucket of this name that was deleted a moment ago makes AWS answer OperationAborted for a while.
  const send = () =>
    retryWhile(
      aws,
      intent,
      error => nameIs(error, 'OperationAborted'),
      () => aws.s3.send(request),
      { seconds: 120, every: 5 },
    );
  return makeOnce(aws, intent, { kind: artifactBucket, spec, name: spec.name, exists: ['BucketAlreadyOwnedByYou'] }, async () => {
    await send().catch(explainTaken(spec.name));
    return { outputs: outputsOf(aws, spec.name), actual: { objectOwnership: spec.objectOwnership }, owner: aws.owner };
  });
}

// us-east-1 is the one region that must not be named.
const locationOf = (region: string): { LocationConstraint?: BucketLocationConstraint } =>
  region === 'us-east-1' ? {} : { LocationConstraint: region as BucketLocationConstraint };

const explainTaken =
  (name: string) =>
  (error: unknown): never => {
    if (nameIs(error, 'BucketAlreadyExists')) throw new UserError('bucketNameTaken', { name }, { cause: error });
    throw error;
  };

/** What is wanted of a bucket for artifacts: nothing in public, no ACLs, encrypted, nothing without TLS. */
export const privateBucket = (place: Pick<Place, 'partition'>, name: string, expireDays: number): ArtifactBucketSpec => ({
  name,
  expireDays,
  objectOwnership: 'BucketOwnerEnforced',
  publicAccessBlock: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  encryption: 'AES256',
  policy: tlsOnly(arnOf(place, name)),
});

const tlsOnly = (arn: string): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});

const LIFECYCLE_ID = 'expire-artifacts';

const lifecycleRule = (days: number) => ({
  ID: LIFECYCLE_ID,
  Status: 'Enabled' as const,
  Filter: { Prefix: '' },
  Expiration: { Days: days },
  NoncurrentVersionExpiration: { NoncurrentDays: days },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
});

async function removeBucket(aws: Aws, name: string): Promise<void> {
  await emptyBucket(aws, name);
  await aws.s3.send(new DeleteBucketCommand({ Bucket: name, ExpectedBucketOwner: aws.account }));
}
