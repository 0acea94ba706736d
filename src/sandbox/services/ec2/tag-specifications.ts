import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { invalidParameter } from './faults.ts';

const TAG_QUOTA = 50;

/** Tags after `added` came on top of `present`. */
export function mergeTags(present: readonly Tag[], added: readonly Tag[]): Tag[] {
  const keys = added.map(({ Key = '' }) => Key);
  const duplicate = keys.find((key, index) => keys.indexOf(key) !== index);
  if (duplicate !== undefined) throw invalidParameter(`Duplicate tag key '${duplicate}' specified.`);
  if (keys.some(key => key.startsWith('aws:'))) throw invalidParameter(`Tag keys starting with 'aws:' are reserved for internal use`);
  if (keys.some(key => key === '' || key.length > 127)) {
    throw invalidParameter('Tag key exceeds the maximum length of 127 characters, or is empty');
  }
  const merged = [...present.filter(({ Key = '' }) => !keys.includes(Key)), ...added.map(({ Key = '', Value = '' }) => ({ Key, Value }))];
  if (merged.length > TAG_QUOTA) throw new Fault('TagLimitExceeded', `The maximum number of Tags for a resource has been reached.`);
  return merged;
}

/** The tags that a create call gives to what it makes. */
export function specifiedTags(specifications: readonly TagSpecification[] | undefined, type: string): Tag[] {
  const foreign = specifications?.find(({ ResourceType }) => ResourceType !== type);
  if (foreign) throw invalidParameter(`'${foreign.ResourceType ?? ''}' is not a valid taggable resource type for this operation.`);
  return mergeTags([], specifications?.flatMap(({ Tags }) => Tags ?? []) ?? []);
}
