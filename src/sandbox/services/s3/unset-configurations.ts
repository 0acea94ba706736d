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
const missing = (schema: StaticOperationSchema, code: string, message: string): Operation =>
  bucketOperation(schema, (): never => {
    throw notConfigured(code, message);
  });

const empty = (schema: StaticOperationSchema, answer: object): Operation => bucketOperation(schema, () => answer);

export const unsetConfigurations: readonly Operation[] = [
  empty(GetBucketAccelerateConfiguration$, {}),
  empty(GetBucketLogging$, {}),
  empty(GetBucketRequestPayment$, { Payer: 'BucketOwner' }),
  missing(GetBucketCors$, 'NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
  missing(GetBucketReplication$, 'ReplicationConfigurationNotFoundError', 'The replication configuration was not found'),
  missing(GetBucketWebsite$, 'NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'),
  missing(GetObjectLockConfiguration$, 'ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'),
];
