import {
  DeleteBucketOwnershipControls$,
  GetBucketAcl$,
  GetBucketOwnershipControls$,
  PutBucketOwnershipControls$,
  type DeleteBucketOwnershipControlsRequest,
  type GetBucketAclOutput,
  type GetBucketAclRequest,
  type GetBucketOwnershipControlsOutput,
  type GetBucketOwnershipControlsRequest,
  type PutBucketOwnershipControlsRequest,
} from '@aws-sdk/client-s3';
import { Fault } from '../../fault.ts';
import { bucketOperation } from './bucket-operation.ts';
import { malformedXml, notConfigured } from './faults.ts';
import { ownerOf } from './owner.ts';
import type { BucketRecord } from './state.ts';

const OWNERSHIPS: readonly (string | undefined)[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

export const getBucketOwnershipControls = bucketOperation(
  GetBucketOwnershipControls$,
  ({ bucket }, _input: GetBucketOwnershipControlsRequest): GetBucketOwnershipControlsOutput => {
    if (!bucket.ownership) throw notConfigured('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found');
    return { OwnershipControls: bucket.ownership };
  },
);

export const putBucketOwnershipControls = bucketOperation(
  PutBucketOwnershipControls$,
  ({ bucket }, input: PutBucketOwnershipControlsRequest): void => {
    const rules = input.OwnershipControls?.Rules ?? [];
    if (rules.length !== 1 || !OWNERSHIPS.includes(rules[0]?.ObjectOwnership)) throw malformedXml();
    bucket.ownership = { Rules: rules };
  },
);

export const deleteBucketOwnershipControls = bucketOperation(
  DeleteBucketOwnershipControls$,
  ({ bucket }, _input: DeleteBucketOwnershipControlsRequest): void => {
    bucket.ownership = undefined;
  },
);

/** Nobody but the owner has grants: the sandbox keeps no other ACLs. */
export const getBucketAcl = bucketOperation(GetBucketAcl$, ({ world }, _input: GetBucketAclRequest): GetBucketAclOutput => {
  const owner = ownerOf(world);
  return { Owner: owner, Grants: [{ Grantee: { ...owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }] };
});

/** Objects are the bucket owner's: an ACL that says otherwise is refused. */
export function refuseAcl({ ownership }: BucketRecord, acl: string | undefined): void {
  if (acl === undefined || acl === 'bucket-owner-full-control') return;
  if (ownership?.Rules?.[0]?.ObjectOwnership !== 'BucketOwnerEnforced') return;
  throw new Fault('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}
