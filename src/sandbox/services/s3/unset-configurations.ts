import {
  GetBucketAccelerateConfiguration$,
  GetBucketCors$,
  GetBucketLogging$,
  GetBucketReplication$,
  GetBucketRequestPayment$,
  GetBucketWebsite$,
  GetObjectLockConfiguration$,
} from '@aws-sdk/client-s3';
import type { StaticOperationSchema } from '@smithy/types';
import type { Operation } from '../../operation.ts';
import { bucketOperation } from './bucket-operation.ts';
import { notConfigured } from './faults.ts';

/** Settings that the buckets of the sandbox never have, with S3's way to say so. Terraform asks for each of them. */
const missing = (schema: StaticOperationSchema, action: string, code: string, message: string): Operation =>
  bucketOperation(
    schema,
    (): never => {
      throw notConfigured(code, message);
    },
    { action },
  );

const empty = (schema: StaticOperationSchema, action: string, answer: object): Operation =>
  bucketOperation(schema, () => answer, { action });

export const unsetConfigurations: readonly Operation[] = [
  empty(GetBucketAccelerateConfiguration$, 's3:GetAccelerateConfiguration', {}),
  empty(GetBucketLogging$, 's3:GetBucketLogging', {}),
  empty(GetBucketRequestPayment$, 's3:GetBucketRequestPayment', { Payer: 'BucketOwner' }),
  missing(GetBucketCors$, 's3:GetBucketCORS', 'NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
  missing(
    GetBucketReplication$,
    's3:GetReplicationConfiguration',
    'ReplicationConfigurationNotFoundError',
    'The replication configuration was not found',
  ),
  missing(
    GetBucketWebsite$,
    's3:GetBucketWebsite',
    'NoSuchWebsiteConfiguration',
    'The specified bucket does not have a website configuration',
  ),
  missing(
    GetObjectLockConfiguration$,
    's3:GetBucketObjectLockConfiguration',
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
  ),
];
