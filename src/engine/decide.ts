import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors.ts';
import { UNKNOWN } from './refs.ts';
import type { Action, AnyKind, Entry, FieldChange, Live, Node, Outputs } from './types.ts';

/** A spec with its references resolved as far as they are known. */
export type Resolved = Readonly<Record<string, unknown>>;
export type AnyLive = Live<Resolved, Outputs>;

export interface Decision {
  readonly action: Exclude<Action, 'delete'>;
  readonly fields: readonly FieldChange[];
  /** It is somebody else's, and is taken over because the user said so. */
  readonly adopt: boolean;
}

export interface Owning {
  readonly owner: string;
  readonly adopt: boolean;
}

/** The fields that differ from what is wanted. What is create-only, or not in `actual`, is not compared. */
function compare(kind: AnyKind, spec: Resolved, live: AnyLive): readonly FieldChange[] {
  const createOnly: ReadonlySet<string> = new Set(kind.createOnly);
  return Object.entries(live.actual)
    .filter(([field, from]) => !createOnly.has(field) && !isDeepStrictEqual(from, spec[field]))
    .map(([field, from]) => ({ field, from, to: spec[field] }));
}

/** The values of the fields that find it. */
export const identityOf = (kind: AnyKind, spec: Resolved): Resolved => Object.fromEntries(kind.identity.map(field => [field, spec[field]]));

/** What the user knows it by. */
export const nameOf = (kind: AnyKind, spec: Resolved): string => Object.values(identityOf(kind, spec)).map(String).join(' ');

/** A field as the user would say it: `service.name: web`. Only its name where the value is no plain text. */
export function settingText({ settings }: Node, field: string, value: unknown): string {
  const name = settings?.[field] ?? field;
  const isPlain = value !== UNKNOWN && [value].flat().every(part => ['string', 'number'].includes(typeof part));
  return isPlain ? `${name}: ${String(value)}` : name;
}

/** Refuses what belongs to somebody else, unless it was or is to be taken over; tells whether it is taken over now. */
export function mayTouch({ id, kind }: Node, spec: Resolved, live: AnyLive, entry: Entry | undefined, { owner, adopt }: Owning): boolean {
  if (live.owner === owner || entry?.adopted === true) return false;
  if (adopt) return true;
  throw new UserError('foreign', { node: id, type: kind.type, name: nameOf(kind, spec), owner: live.owner });
}

/** It was taken over: by what is noted, or by its own mark. */
export const isAdopted = (live: AnyLive | undefined, entry: Entry | undefined): boolean =>
  entry?.adopted === true || live?.adopted === true;

/** What must be done to a node, given what exists. Throws a `UserError` when it must not be done. */
export function decide(node: Node, spec: Resolved, live: AnyLive | undefined, entry: Entry | undefined, owning: Owning): Decision {
  if (live === undefined) return { action: 'create', fields: [], adopt: false };
  const adopt = mayTouch(node, spec, live, entry, owning);
  const { kind } = node;
  const fields = compare(kind, spec, live);
  const fixed: ReadonlySet<unknown> = new Set([...kind.identity, ...(kind.replaceOn ?? [])]);
  const replaced = fields.filter(({ field }) => fixed.has(field));
  if (replaced.length > 0) {
    // What was taken over is not ours to throw away.
    if (kind.irreplaceable === true || adopt || isAdopted(live, entry)) {
      throw new UserError('irreplaceable', {
        node: node.id,
        type: kind.type,
        fields: replaced.map(({ field, from }) => settingText(node, field, from)).join(', '),
        wanted: replaced.map(({ field, to }) => settingText(node, field, to)).join(', '),
      });
    }
    return { action: 'replace', fields, adopt };
  }
  // A run that was interrupted while it made or removed this may have left it half done, also where no field shows it.
  const isUnfinished = entry?.status === 'creating' || entry?.status === 'deleting';
  // What is taken over gets our mark, also where all else is as wanted.
  return { action: fields.length > 0 || isUnfinished || adopt ? 'update' : 'keep', fields, adopt };
}
