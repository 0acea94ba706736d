import {
  GetBucketNotificationConfiguration$,
  PutBucketNotificationConfiguration$,
  type GetBucketNotificationConfigurationRequest,
  type NotificationConfiguration,
  type PutBucketNotificationConfigurationRequest,
} from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import type { World } from '../../world.ts';
import { bucketOperation } from './bucket-operation.ts';
import { invalidArgument } from './faults.ts';
import type { BucketRecord, ObjectVersion } from './state.ts';

export const getBucketNotificationConfiguration = bucketOperation(
  GetBucketNotificationConfiguration$,
  ({ bucket }, _input: GetBucketNotificationConfigurationRequest): NotificationConfiguration => bucket.notification,
);

/** Queues, topics and functions are no part of the sandbox; EventBridge is. */
export const putBucketNotificationConfiguration = bucketOperation(
  PutBucketNotificationConfiguration$,
  ({ bucket }, input: PutBucketNotificationConfigurationRequest): void => {
    const { EventBridgeConfiguration, ...others } = input.NotificationConfiguration ?? {};
    if (Object.values(others).some(configurations => configurations && configurations.length > 0)) {
      throw invalidArgument('Unable to validate the following destination configurations');
    }
    bucket.notification = EventBridgeConfiguration ? { EventBridgeConfiguration } : {};
  },
);

interface ObjectChange {
  readonly type: 'Object Created' | 'Object Deleted';
  readonly reason: string;
  readonly key: string;
  readonly version: ObjectVersion;
  readonly requester: string;
}

/** Tells EventBridge about a change, where the bucket is set to do so. */
export function announce(world: World, bucket: BucketRecord, { type, reason, key, version, requester }: ObjectChange): void {
  if (!bucket.notification.EventBridgeConfiguration) return;
  const isDeletion = type === 'Object Deleted';
  world.emit({
    source: 'aws.s3',
    detailType: type,
    resources: [`arn:aws:s3:::${bucket.name}`],
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: {
        key,
        ...(!version.deleteMarker && !isDeletion && { size: version.size }),
        ...(!version.deleteMarker && { etag: version.etag }),
        ...(version.versionId !== 'null' && { 'version-id': version.versionId }),
        sequencer: version.lastModified.getTime().toString(16).toUpperCase().padStart(18, '0'),
      },
      'request-id': randomUUID(),
      requester,
      'source-ip-address': '127.0.0.1',
      reason,
      ...(isDeletion && { 'deletion-type': version.deleteMarker ? 'Delete Marker Created' : 'Permanently Deleted' }),
    },
  });
}
