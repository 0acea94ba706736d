import {
  DeleteObjectTagging$,
  GetObjectTagging$,
  PutObjectTagging$,
  type DeleteObjectTaggingOutput,
  type DeleteObjectTaggingRequest,
  type GetObjectTaggingOutput,
  type GetObjectTaggingRequest,
  type PutObjectTaggingOutput,
  type PutObjectTaggingRequest,
} from '@aws-sdk/client-s3';
import { bucketOperation } from './bucket-operation.ts';
import { checkTags, OBJECT_TAGS } from './tags.ts';
import { findVersion, versionMember } from './versions.ts';

export const getObjectTagging = bucketOperation(GetObjectTagging$, ({ bucket }, input: GetObjectTaggingRequest): GetObjectTaggingOutput => {
  const version = findVersion(bucket, input.Key ?? '', input.VersionId);
  return { TagSet: version.tags, ...versionMember(bucket, version) };
});

export const putObjectTagging = bucketOperation(PutObjectTagging$, ({ bucket }, input: PutObjectTaggingRequest): PutObjectTaggingOutput => {
  const version = findVersion(bucket, input.Key ?? '', input.VersionId);
  version.tags = checkTags(input.Tagging?.TagSet ?? [], OBJECT_TAGS);
  return versionMember(bucket, version);
});

export const deleteObjectTagging = bucketOperation(
  DeleteObjectTagging$,
  ({ bucket }, input: DeleteObjectTaggingRequest): DeleteObjectTaggingOutput => {
    const version = findVersion(bucket, input.Key ?? '', input.VersionId);
    version.tags = [];
    return versionMember(bucket, version);
  },
);
