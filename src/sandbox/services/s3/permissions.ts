import type {
  CompleteMultipartUploadRequest,
  CopyObjectRequest,
  CreateBucketRequest,
  CreateMultipartUploadRequest,
  DeleteObjectRequest,
  DeleteObjectsRequest,
  ListObjectsV2Request,
  ObjectIdentifier,
  PutObjectRequest,
  PutObjectTaggingRequest,
  Tag,
  UploadPartCopyRequest,
} from '@aws-sdk/client-s3';
import { given, hasTags, requestTags } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import type { World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';
import { parseCopySource } from './copy-source-name.ts';
import { currentVersion, versionsOf } from './versions.ts';

interface ObjectInput {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

const need = (world: World, action: string, { Bucket = '*', Key }: ObjectInput, context: RequestContext = {}): Need => ({
  action: `s3:${action}`,
  resource: `arn:aws:s3:::${Bucket}${Key === undefined ? '' : `/${Key}`}`,
  context: { 's3:ResourceAccount': world.account, 's3:TlsVersion': '1.3', ...context },
});

const onBucket = (action: string): NeedsOf<never> => needs((world, { Bucket }: ObjectInput) => [need(world, action, { Bucket })]);

const onObject = (action: string): NeedsOf<never> => needs((world, { Bucket, Key }: ObjectInput) => [need(world, action, { Bucket, Key })]);

/** Tags that the object has already: of the version asked for, or of the newest. */
function presentTags(world: World, { Bucket = '', Key = '', VersionId }: ObjectInput): readonly Tag[] {
  const { buckets } = world.global.s3;
  const bucket = Object.hasOwn(buckets, Bucket) ? buckets[Bucket] : undefined;
  if (!bucket) return [];
  const versions = versionsOf(bucket, Key);
  const version = VersionId === undefined ? versions[0] : versions.find(({ versionId }) => versionId === VersionId);
  return version && !version.deleteMarker ? version.tags : [];
}

const objectTags = (prefix: 'Existing' | 'Request', tags: readonly Tag[]): RequestContext =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`s3:${prefix}ObjectTag/${Key}`, Value]));

const requestedObjectTags = (tags: readonly Tag[]): RequestContext => ({
  ...objectTags('Request', tags),
  ...given({ 's3:RequestObjectTagKeys': tags.map(({ Key = '' }) => Key) }),
});

/** A named version is another action: reading it asks for nothing else. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
function onVersion(world: World, action: (version: 'Version' | '') => string, input: ObjectInput, context: RequestContext = {}): Need {
  const versioned = given({ 's3:versionid': input.VersionId });
  return need(world, action(input.VersionId === undefined ? '' : 'Version'), input, {
    ...versioned,
    ...context,
  });
}

const reading = (world: World, input: ObjectInput): Need =>
  onVersion(world, version => `GetObject${version}`, input, objectTags('Existing', presentTags(world, input)));

/** Who may not list a bucket is not told what is missing in it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
function readingIfThere(world: World, input: ObjectInput): readonly Need[] {
  const { buckets } = world.global.s3;
  const bucket = Object.hasOwn(buckets, input.Bucket ?? '') ? buckets[input.Bucket ?? ''] : undefined;
  const isMissing = bucket !== undefined && currentVersion(bucket, input.Key ?? '') === undefined;
  return [
    reading(world, input),
    ...(isMissing && input.VersionId === undefined ? [need(world, 'ListBucket', { Bucket: input.Bucket })] : []),
  ];
}

const onTagsOfObject = (verb: 'Get' | 'Put' | 'Delete'): NeedsOf<never> =>
  needs((world, input: ObjectInput & Partial<PutObjectTaggingRequest>) => [
    onVersion(world, version => `${verb}Object${version}Tagging`, input, {
      ...objectTags('Existing', presentTags(world, input)),
      ...requestedObjectTags(input.Tagging?.TagSet ?? []),
    }),
  ]);

/** The header `x-amz-tagging` as it is, unchecked. */
const headerTags = (header: string | undefined): readonly Tag[] => [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));

/** To compare with what is there asks for reading it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
const matching = (world: World, input: ObjectInput & { readonly IfMatch?: string | undefined }): readonly Need[] =>
  input.IfMatch === undefined || input.IfMatch === '*' ? [] : [reading(world, { Bucket: input.Bucket, Key: input.Key })];

/** Writing an object asks for its ACL and its tags too where the call gives them. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
function writing(
  world: World,
  input: PutObjectRequest | CopyObjectRequest | CreateMultipartUploadRequest,
  tags: readonly Tag[] = headerTags(input.Tagging),
  context: RequestContext = {},
): readonly Need[] {
  const object = { Bucket: input.Bucket, Key: input.Key };
  const headers = given({
    's3:x-amz-acl': input.ACL,
    's3:x-amz-storage-class': input.StorageClass,
    's3:x-amz-server-side-encryption': input.ServerSideEncryption,
    's3:x-amz-server-side-encryption-aws-kms-key-id': input.SSEKMSKeyId,
    's3:if-none-match': 'IfNoneMatch' in input ? input.IfNoneMatch : undefined,
    's3:if-match': 'IfMatch' in input ? input.IfMatch : undefined,
  });
  return [
    need(world, 'PutObject', object, { ...headers, ...requestedObjectTags(tags), ...context }),
    ...(input.ACL === undefined ? [] : [need(world, 'PutObjectAcl', object, given({ 's3:x-amz-acl': input.ACL }))]),
    ...(tags.length > 0 ? [need(world, 'PutObjectTagging', object, requestedObjectTags(tags))] : []),
    ...matching(world, input),
  ];
}

/** A copy keeps the tags of its source, unless it replaces them. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
function copying(world: World, input: CopyObjectRequest): readonly Need[] {
  const source = parseCopySource(input.CopySource) ?? {};
  const keepsTags = input.TaggingDirective !== 'REPLACE';
  const tags = keepsTags ? presentTags(world, source) : headerTags(input.Tagging);
  const existing = objectTags('Existing', presentTags(world, source));
  const directives = given({ 's3:x-amz-copy-source': input.CopySource, 's3:x-amz-metadata-directive': input.MetadataDirective });
  return [
    reading(world, source),
    ...(keepsTags && tags.length > 0 ? [onVersion(world, version => `GetObject${version}Tagging`, source, existing)] : []),
    ...writing(world, input, tags, directives),
  ];
}

/** `s3:DeleteObject` is always asked for, `s3:DeleteObjectVersion` besides. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
const deleting = (world: World, { IfMatch, ...input }: ObjectInput & { readonly IfMatch?: string | undefined }): readonly Need[] => [
  need(world, 'DeleteObject', input, given({ 's3:if-match': IfMatch })),
  ...(input.VersionId === undefined ? [] : [need(world, 'DeleteObjectVersion', input, { 's3:versionid': input.VersionId })]),
  ...matching(world, { ...input, IfMatch }),
];

/** What is asked about one object of many: S3 answers for each by itself whether the caller may delete it. */
export const needsOfDeletion = (world: World, Bucket: string, { Key, VersionId, ETag }: ObjectIdentifier): readonly Need[] =>
  deleting(world, { Bucket, Key, VersionId, IfMatch: ETag }).map(one => ({ ...one, partial: true }));

const listing = (action: string): NeedsOf<never> =>
  needs((world, { Bucket, Prefix, Delimiter, MaxKeys }: ListObjectsV2Request) => [
    need(world, action, { Bucket }, given({ 's3:prefix': Prefix, 's3:delimiter': Delimiter, 's3:max-keys': MaxKeys })),
  ]);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
function creatingBucket(world: World, input: CreateBucketRequest): readonly Need[] {
  const { Bucket, ACL, ObjectOwnership, CreateBucketConfiguration: configuration } = input;
  const context = given({
    's3:locationconstraint': configuration?.LocationConstraint,
    's3:x-amz-acl': ACL,
    's3:x-amz-object-ownership': ObjectOwnership,
  });
  const tags = configuration?.Tags;
  const also = (action: string, wanted: boolean, keys: RequestContext = {}): readonly Need[] =>
    wanted ? [need(world, action, { Bucket }, keys)] : [];
  return [
    need(world, 'CreateBucket', { Bucket }, { ...requestTags(tags), ...context }),
    ...also('PutBucketAcl', ACL !== undefined && ACL !== 'private', given({ 's3:x-amz-acl': ACL })),
    ...also('PutBucketOwnershipControls', ObjectOwnership !== undefined),
    ...also('PutBucketObjectLockConfiguration', input.ObjectLockEnabledForBucket === true),
    ...also('PutBucketVersioning', input.ObjectLockEnabledForBucket === true),
    ...also('TagResource', hasTags(tags), requestTags(tags)),
  ];
}

/** Operations on a bucket, and their actions, which often have another name. */
const ON_BUCKET = {
  DeleteBucket: 'DeleteBucket',
  DeleteBucketEncryption: 'PutEncryptionConfiguration',
  DeleteBucketLifecycle: 'PutLifecycleConfiguration',
  DeleteBucketOwnershipControls: 'PutBucketOwnershipControls',
  DeleteBucketPolicy: 'DeleteBucketPolicy',
  DeleteBucketTagging: 'PutBucketTagging',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
  GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
  GetBucketAcl: 'GetBucketAcl',
  GetBucketCors: 'GetBucketCORS',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  GetBucketLocation: 'GetBucketLocation',
  GetBucketLogging: 'GetBucketLogging',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetBucketOwnershipControls: 'GetBucketOwnershipControls',
  GetBucketPolicy: 'GetBucketPolicy',
  GetBucketPolicyStatus: 'GetBucketPolicyStatus',
  GetBucketReplication: 'GetReplicationConfiguration',
  GetBucketRequestPayment: 'GetBucketRequestPayment',
  GetBucketTagging: 'GetBucketTagging',
  GetBucketVersioning: 'GetBucketVersioning',
  GetBucketWebsite: 'GetBucketWebsite',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  HeadBucket: 'ListBucket',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  PutBucketOwnershipControls: 'PutBucketOwnershipControls',
  PutBucketPolicy: 'PutBucketPolicy',
  PutBucketTagging: 'PutBucketTagging',
  PutBucketVersioning: 'PutBucketVersioning',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
} as const;

/** What IAM is asked about calls of S3. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  ...Object.fromEntries(Object.entries(ON_BUCKET).map(([operation, action]) => [operation, onBucket(action)])),
  AbortMultipartUpload: onObject('AbortMultipartUpload'),
  CompleteMultipartUpload: needs((world, { Bucket, Key, IfMatch, IfNoneMatch }: CompleteMultipartUploadRequest) => [
    need(world, 'PutObject', { Bucket, Key }, given({ 's3:if-none-match': IfNoneMatch, 's3:if-match': IfMatch })),
    ...matching(world, { Bucket, Key, IfMatch }),
  ]),
  CopyObject: needs(copying),
  CreateBucket: needs(creatingBucket),
  CreateMultipartUpload: needs((world, input: CreateMultipartUploadRequest) => writing(world, input)),
  DeleteObject: needs((world, { Bucket, Key, VersionId, IfMatch }: DeleteObjectRequest) =>
    deleting(world, { Bucket, Key, VersionId, IfMatch }),
  ),
  DeleteObjects: needs((world, { Bucket = '', Delete }: DeleteObjectsRequest) =>
    (Delete?.Objects ?? []).flatMap(object => needsOfDeletion(world, Bucket, object)),
  ),
  DeleteObjectTagging: onTagsOfObject('Delete'),
  GetObject: needs((world, { Bucket, Key, VersionId }: ObjectInput) => readingIfThere(world, { Bucket, Key, VersionId })),
  GetObjectTagging: onTagsOfObject('Get'),
  HeadObject: needs((world, { Bucket, Key, VersionId }: ObjectInput) => readingIfThere(world, { Bucket, Key, VersionId })),
  ListBuckets: needs(() => [{ action: 's3:ListAllMyBuckets', resource: '*' }]),
  ListObjects: listing('ListBucket'),
  ListObjectsV2: listing('ListBucket'),
  ListObjectVersions: listing('ListBucketVersions'),
  ListParts: onObject('ListMultipartUploadParts'),
  PutObject: needs((world, input: PutObjectRequest) => writing(world, input)),
  PutObjectTagging: onTagsOfObject('Put'),
  UploadPart: onObject('PutObject'),
  UploadPartCopy: needs((world, { Bucket, Key, CopySource }: UploadPartCopyRequest) => [
    reading(world, parseCopySource(CopySource) ?? {}),
    need(world, 'PutObject', { Bucket, Key }, given({ 's3:x-amz-copy-source': CopySource })),
  ]),
};
