import { Fault } from '../../fault.ts';
import type { StoredVersion } from './state.ts';

const unquoted = (etag: string): string => etag.replaceAll(/^"|"$/g, '');

const failed = (condition: string): Fault =>
  new Fault('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    members: { Condition: condition },
  });

/** Conditions of a write: `If-None-Match: *` wants the key unused, `If-Match` wants what is there to be known. */
export function checkWriteConditions(
  present: StoredVersion | undefined,
  input: { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
): void {
  if (input.IfNoneMatch !== undefined && input.IfNoneMatch !== '*') {
    throw new Fault('NotImplemented', 'A header you provided implies functionality that is not implemented', { status: 501 });
  }
  if (input.IfNoneMatch === '*' && present) throw failed('If-None-Match');
  if (input.IfMatch !== undefined && unquoted(input.IfMatch) !== present?.etag) throw failed('If-Match');
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
