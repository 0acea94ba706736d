import {
  AddTagsToCertificate$,
  InvalidTagException$,
  ListTagsForCertificate$,
  RemoveTagsFromCertificate$,
  TooManyTagsException$,
  type AddTagsToCertificateRequest,
  type ListTagsForCertificateRequest,
  type ListTagsForCertificateResponse,
  type RemoveTagsFromCertificateRequest,
  type Tag,
} from '@aws-sdk/client-acm';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { mergedByKey } from '../../tag-list.ts';
import type { World } from '../../world.ts';
import { certificateOf } from './find.ts';

const MOST_TAGS = 50;

/** The tags on top of those that are there, if a certificate can have them. */
export function checkedTags(tags: readonly Tag[] | undefined, present: readonly Tag[] = []): Tag[] {
  const reserved = tags?.find(({ Key }) => Key?.toLowerCase().startsWith('aws:'));
  if (reserved) throw fault(InvalidTagException$, `The tag key ${reserved.Key} is reserved.`);
  const merged = mergedByKey(present, tags, ({ Key }) => Key);
  if (merged.length > MOST_TAGS) throw fault(TooManyTagsException$, `A certificate can have at most ${MOST_TAGS} tags.`);
  return merged;
}

export const addTagsToCertificate = operation(AddTagsToCertificate$, (world: World, input: AddTagsToCertificateRequest): void => {
  const record = certificateOf(world, input.CertificateArn);
  record.tags = checkedTags(input.Tags, record.tags);
});

/** A tag that is given with a value goes only if it has that value. */
export const removeTagsFromCertificate = operation(
  RemoveTagsFromCertificate$,
  (world: World, input: RemoveTagsFromCertificateRequest): void => {
    const record = certificateOf(world, input.CertificateArn);
    record.tags = record.tags.filter(
      tag => !input.Tags?.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value)),
    );
  },
);

export const listTagsForCertificate = operation(
  ListTagsForCertificate$,
  (world: World, input: ListTagsForCertificateRequest): ListTagsForCertificateResponse => ({
    Tags: certificateOf(world, input.CertificateArn).tags,
  }),
);
