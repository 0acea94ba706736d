import { HeadObject$, type HeadObjectRequest } from '@aws-sdk/client-s3';
import { Fault } from '../../fault.ts';
import { bucketOperation, type BucketCall } from './bucket-operation.ts';
import { byteRange } from './byte-range.ts';
import { checkReadConditions } from './conditions.ts';
import { notFound } from './faults.ts';
import { objectMembers } from './object-members.ts';
import type { BucketRecord, StoredVersion } from './state.ts';
import { findVersion } from './versions.ts';

/** Answers to HEAD have no body, so that the client only learns that nothing is there. */
function find(bucket: BucketRecord, input: HeadObjectRequest): StoredVersion {
  try {
    return findVersion(bucket, input.Key ?? '', input.VersionId);
  } catch (error) {
    throw error instanceof Fault && error.status === 404 ? notFound() : error;
  }
}

function run({ bucket }: BucketCall, input: HeadObjectRequest): object {
  const version = find(bucket, input);
  checkReadConditions(version, input);
  const members = objectMembers(bucket, version, input.ChecksumMode === 'ENABLED');
  const range = byteRange(input.Range, version.size);
  if (!range) return members;
  return { ...members, ContentLength: range.last - range.first + 1, ContentRange: `bytes ${range.first}-${range.last}/${version.size}` };
}

export const headObject = bucketOperation(HeadObject$, run);
