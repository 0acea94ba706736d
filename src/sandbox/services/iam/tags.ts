import type { Tag } from '@aws-sdk/client-iam';
import { invalidInput, limitExceeded } from './faults.ts';

const TAG_QUOTA = 50;

/** Tags after `added` came on top of `present`. */
export function mergeTags(present: readonly Tag[], added: readonly Tag[]): Tag[] {
  const keys = added.map(({ Key }) => Key?.toLowerCase() ?? '');
  if (new Set(keys).size !== keys.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  if (keys.some(key => key.startsWith('aws:'))) throw invalidInput('Tag keys starting with "aws:" are reserved.');
  const kept = present.filter(({ Key }) => !keys.includes(Key?.toLowerCase() ?? ''));
  const merged = [...kept, ...added];
  if (merged.length > TAG_QUOTA) throw limitExceeded(`The number of tags has reached the maximum limit.`);
  return merged;
}
