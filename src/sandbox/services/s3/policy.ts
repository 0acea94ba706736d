import {
  DeleteBucketPolicy$,
  GetBucketPolicy$,
  GetBucketPolicyStatus$,
  PutBucketPolicy$,
  type DeleteBucketPolicyRequest,
  type GetBucketPolicyOutput,
  type GetBucketPolicyRequest,
  type GetBucketPolicyStatusOutput,
  type GetBucketPolicyStatusRequest,
  type PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import { bucketOperation } from './bucket-operation.ts';
import { checkBucketPolicy, isPublicPolicy } from './bucket-policy.ts';
import { accessDenied, notConfigured } from './faults.ts';
import type { BucketRecord } from './state.ts';

function policyOf({ policy }: BucketRecord): string {
  if (policy === undefined) throw notConfigured('NoSuchBucketPolicy', 'The bucket policy does not exist');
  return policy;
}

export const getBucketPolicy = bucketOperation(GetBucketPolicy$, ({ bucket }, _input: GetBucketPolicyRequest): GetBucketPolicyOutput => ({
  Policy: policyOf(bucket),
}));

export const getBucketPolicyStatus = bucketOperation(
  GetBucketPolicyStatus$,
  ({ bucket }, _input: GetBucketPolicyStatusRequest): GetBucketPolicyStatusOutput => ({
    PolicyStatus: { IsPublic: isPublicPolicy(policyOf(bucket)) },
  }),
);

export const putBucketPolicy = bucketOperation(PutBucketPolicy$, ({ world, bucket, call }, input: PutBucketPolicyRequest): void => {
  const { Policy: policy = '' } = input;
  checkBucketPolicy(world, bucket, policy);
  if (bucket.publicAccessBlock?.BlockPublicPolicy && isPublicPolicy(policy)) {
    throw accessDenied(
      `User: ${call.caller} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.name}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    );
  }
  bucket.policy = policy;
});

export const deleteBucketPolicy = bucketOperation(DeleteBucketPolicy$, ({ bucket }, _input: DeleteBucketPolicyRequest): void => {
  bucket.policy = undefined;
});
