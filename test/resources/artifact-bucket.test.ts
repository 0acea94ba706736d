import {
  DeleteBucketEncryptionCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import { artifactBucket, privateBucket } from '../../src/resources/artifact-bucket.ts';
import { connectTo, QUIET_INTENT } from './stage.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';

const SPEC = privateBucket({ partition: 'aws' }, 'demo-artifacts-111122223333', 30);
const Bucket = SPEC.name;

/** What of a bucket is not as wanted, and the calls that put it right. */
async function mended(changeByHand: (s3: Aws['s3']) => Promise<unknown>) {
  const sandbox = await startTestSandbox();
  const aws = await connectTo(sandbox);
  const known = await artifactBucket.ensure(aws, SPEC, undefined, QUIET_INTENT);
  await changeByHand(aws.s3);
  const live = await artifactBucket.read(aws, SPEC, known);
  const wanted = Object.entries(SPEC);
  const actual: Readonly<Record<string, unknown>> = { ...live?.actual };
  const differing = wanted.filter(([field, value]) => JSON.stringify(actual[field]) !== JSON.stringify(value)).map(([field]) => field);
  const before = sandbox.calls().length;
  await artifactBucket.ensure(aws, SPEC, live, QUIET_INTENT);
  const calls = sandbox
    .calls()
    .slice(before)
    .map(({ operation }) => operation);
  expect((await artifactBucket.read(aws, SPEC, known))?.actual).toEqual(SPEC);
  return { differing, actual, calls, s3: aws.s3 };
}

it('is asked nothing more of where nothing differs', async () => {
  expect(await mended(async () => undefined)).toMatchObject({ differing: [], calls: [] });
});

it('is closed again after somebody has opened it', async () => {
  const open = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: false };
  const { differing, actual, calls, s3 } = await mended(client =>
    client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: open })),
  );
  expect(differing).toEqual(['publicAccessBlock']);
  expect(actual['publicAccessBlock']).toEqual(open);
  expect(calls).toEqual(['PutPublicAccessBlock']);
  const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(PublicAccessBlockConfiguration).toEqual(SPEC.publicAccessBlock);
});

it('gets back what somebody has taken away, each setting by its own call', async () => {
  const { differing, calls } = await mended(async s3 => {
    await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  });
  expect(differing).toEqual(['objectOwnership', 'publicAccessBlock', 'policy']);
  expect(calls).toEqual(['PutBucketOwnershipControls', 'PutPublicAccessBlock', 'PutBucketPolicy']);
});

it('is encrypted as wanted again; what AWS puts in place of a deleted setting is the same', async () => {
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }];
  const { actual, calls } = await mended(s3 =>
    s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } })),
  );
  expect(actual['encryption']).toBe('aws:kms');
  expect(calls).toEqual(['PutBucketEncryption']);
  expect(await mended(s3 => s3.send(new DeleteBucketEncryptionCommand({ Bucket })))).toMatchObject({ differing: [], calls: [] });
});

it('forgets artifacts again where the rule was switched off', async () => {
  const rule = { ID: 'expire-artifacts', Status: 'Disabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 30 } };
  const { actual, calls } = await mended(s3 =>
    s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [rule] } })),
  );
  expect(actual['expireDays']).toBe(0);
  expect(calls).toEqual(['PutBucketLifecycleConfiguration']);
});

it('keeps a policy that says the same in other words, and gets its own back for any other', async () => {
  const arn = `arn:aws:s3:::${Bucket}`;
  const statement = { Effect: 'Deny', Sid: 'TlsOnly', Principal: '*', Action: ['s3:*'], Resource: [`${arn}/*`, arn] };
  const same = { Statement: { ...statement, Condition: { Bool: { 'aws:SecureTransport': ['false'] } } }, Version: '2012-10-17' };
  const put = (policy: object) => (s3: Aws['s3']) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }));
  expect(await mended(put(same))).toMatchObject({ differing: [], calls: [] });

  const other = { ...same, Statement: { ...same.Statement, Action: 's3:GetObject' } };
  const { differing, actual, calls, s3 } = await mended(put(other));
  expect(differing).toEqual(['policy']);
  expect(actual['policy']).toEqual(other);
  expect(calls).toEqual(['PutBucketPolicy']);
  expect(JSON.parse((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy ?? '')).toEqual(SPEC.policy);
});
