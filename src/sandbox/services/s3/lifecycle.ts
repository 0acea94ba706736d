import {
  DeleteBucketLifecycle$,
  GetBucketLifecycleConfiguration$,
  PutBucketLifecycleConfiguration$,
  type DeleteBucketLifecycleRequest,
  type GetBucketLifecycleConfigurationOutput,
  type GetBucketLifecycleConfigurationRequest,
  type LifecycleRule,
  type PutBucketLifecycleConfigurationOutput,
  type PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { Fault } from '../../fault.ts';
import { bucketOperation } from './bucket-operation.ts';
import { invalidArgument, malformedXml, notConfigured } from './faults.ts';

const SIZES = 'all_storage_classes_128K' as const;
const RULE_QUOTA = 1000;

function checkRule(rule: LifecycleRule): void {
  const { Status, Filter, Prefix, ID } = rule;
  if ((Status !== 'Enabled' && Status !== 'Disabled') || (Filter === undefined) === (Prefix === undefined)) throw malformedXml();
  if ((ID?.length ?? 0) > 255) throw invalidArgument('ID length should not exceed allowed limit of 255');
  const actions = [
    rule.Expiration,
    rule.Transitions,
    rule.NoncurrentVersionExpiration,
    rule.NoncurrentVersionTransitions,
    rule.AbortIncompleteMultipartUpload,
  ];
  if (actions.every(action => action === undefined))
    throw new Fault('InvalidRequest', 'At least one action needs to be specified in a rule');
  const days = rule.Expiration?.Days;
  if (days !== undefined && (days < 1 || !Number.isInteger(days))) {
    throw invalidArgument(`'Days' for Expiration action must be a positive integer`);
  }
}

function checkRules(rules: readonly LifecycleRule[]): void {
  if (rules.length === 0 || rules.length > RULE_QUOTA) throw malformedXml();
  for (const rule of rules) checkRule(rule);
  const ids = rules.flatMap(({ ID }) => ID ?? []);
  if (new Set(ids).size !== ids.length) throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule');
}

/** A rule without an id gets one. */
const identified = (rule: LifecycleRule): LifecycleRule => ({
  ...rule,
  ID: rule.ID || createHash('sha256').update(JSON.stringify(rule)).digest('base64url'),
});

export const putBucketLifecycleConfiguration = bucketOperation(
  PutBucketLifecycleConfiguration$,
  ({ bucket }, input: PutBucketLifecycleConfigurationRequest): PutBucketLifecycleConfigurationOutput => {
    const rules = input.LifecycleConfiguration?.Rules ?? [];
    checkRules(rules);
    bucket.lifecycle = rules.map(identified);
    return { TransitionDefaultMinimumObjectSize: input.TransitionDefaultMinimumObjectSize ?? SIZES };
  },
);

export const getBucketLifecycleConfiguration = bucketOperation(
  GetBucketLifecycleConfiguration$,
  ({ bucket }, _input: GetBucketLifecycleConfigurationRequest): GetBucketLifecycleConfigurationOutput => {
    if (!bucket.lifecycle) throw notConfigured('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist');
    return { Rules: bucket.lifecycle, TransitionDefaultMinimumObjectSize: SIZES };
  },
);

export const deleteBucketLifecycle = bucketOperation(DeleteBucketLifecycle$, ({ bucket }, _input: DeleteBucketLifecycleRequest): void => {
  bucket.lifecycle = undefined;
});
