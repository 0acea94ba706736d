import { Fault } from '../../fault.ts';
import { noSuchKey } from './faults.ts';
import type { StoredVersion } from './state.ts';

const unquoted = (etag: string): string => etag.replaceAll(/^"|"$/g, '');

const failed = (condition: string): Fault =>
  new Fault('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    members: { Condition: condition },
  });

/** `If-Match` of a write: what is there must be what the caller knows. Where nothing is there, the answer is 404, not 412. */
function checkMatch(present: StoredVersion | undefined, key: string, wanted: string): void {
  if (!present) throw noSuchKey(key);
  if (unquoted(wanted) !== present.etag) throw failed('If-Match');
}

/**
 * Conditions of a write: `If-None-Match: *` wants the key unused, `If-Match` wants what is there to be known.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWriteConditions(
  present: StoredVersion | undefined,
  {
    Key: key = '',
    IfMatch,
    IfNoneMatch,
  }: { readonly Key?: string | undefined; readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
): void {
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    throw new Fault('NotImplemented', 'A header you provided implies functionality that is not implemented', { status: 501 });
  }
  if (IfNoneMatch === '*' && present) throw failed('If-None-Match');
  if (IfMatch !== undefined) checkMatch(present, key, IfMatch);
}

/**
 * Condition of a deletion: the newest version must be what the caller knows, or with `*` must be there at all; a delete marker is nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
export function checkDeleteCondition(present: StoredVersion | undefined, key: string, wanted: string | undefined): void {
  if (wanted !== undefined) checkMatch(present, key, wanted === '*' && present ? present.etag : wanted);
}

interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/** HTTP dates have whole seconds. */
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Conditions of a read: what the reader has already is not sent again. */
export function checkReadConditions({ etag, lastModified }: StoredVersion, input: ReadConditions): void {
  if (input.IfMatch !== undefined && unquoted(input.IfMatch) !== etag) throw failed('If-Match');
  if (input.IfMatch === undefined && input.IfUnmodifiedSince && seconds(lastModified) > seconds(input.IfUnmodifiedSince)) {
    throw failed('If-Unmodified-Since');
  }
  const isKnown = input.IfNoneMatch !== undefined && unquoted(input.IfNoneMatch) === etag;
  const isOld = input.IfNoneMatch === undefined && input.IfModifiedSince && seconds(lastModified) <= seconds(input.IfModifiedSince);
  if (isKnown || isOld) throw new Fault('NotModified', 'Not Modified', { status: 304 });
}
