import type { Tag } from '@aws-sdk/client-s3';
import { Fault } from '../../fault.ts';

const invalidTag = (message: string): Fault => new Fault('InvalidTag', message);

/** A set of tags, checked. Buckets take 50, objects 10. */
export function checkTags(tags: readonly Tag[], { maximum, noun }: { maximum: number; noun: 'Bucket' | 'Object' }): Tag[] {
  const keys = tags.map(({ Key = '' }) => Key);
  if (new Set(keys).size !== keys.length) throw invalidTag('Cannot provide multiple Tags with the same key');
  if (keys.some(key => key.startsWith('aws:'))) throw invalidTag('System tags cannot be added/updated by requester');
  if (keys.some(key => key === '' || key.length > 128)) throw invalidTag('The TagKey you have provided is invalid');
  if (tags.some(({ Value = '' }) => Value.length > 256)) throw invalidTag('The TagValue you have provided is invalid');
  if (tags.length > maximum) throw new Fault('BadRequest', `${noun} tag count cannot be greater than ${maximum}`);
  return tags.map(({ Key = '', Value = '' }) => ({ Key, Value }));
}

export const BUCKET_TAGS = { maximum: 50, noun: 'Bucket' } as const;
export const OBJECT_TAGS = { maximum: 10, noun: 'Object' } as const;

/** Tags from the header `x-amz-tagging`: `a=1&b=2`. */
export const tagsOfHeader = (header: string | undefined): Tag[] =>
  checkTags(
    [...new URLSearchParams(header ?? '')].map(([Key, Value]) => ({ Key, Value })),
    OBJECT_TAGS,
  );
