import { isDeepStrictEqual } from 'node:util';
import { identityOf, type AnyLive, type Resolved } from './decide.ts';
import { hasUnknown } from './refs.ts';
import type { AnyKind, Context, Entry } from './types.ts';

/** Whether everything is known that finds it. */
export const isFindable = (kind: AnyKind, spec: Resolved): boolean => !hasUnknown(identityOf(kind, spec));

/**
 * The thing as it is now: looked for where it was noted, then where the spec says. A creation that was interrupted before it was
 * noted, under a name that the config no longer has, is found by the name that was sent.
 */
export async function find(context: Context, kind: AnyKind, spec: Resolved, entry: Entry | undefined): Promise<AnyLive | undefined> {
  const read = (wanted: Resolved, known?: unknown): Promise<AnyLive | undefined> => kind.read(context, wanted, known);
  const noted = entry?.outputs && (await read(spec, entry.outputs));
  const found = noted ?? (await read(spec));
  if (found || !entry || entry.outputs) return found;
  const isElsewhere = entry.identity !== undefined && !isDeepStrictEqual(entry.identity, identityOf(kind, spec));
  return isElsewhere ? read({ ...spec, ...entry.identity }) : undefined;
}
