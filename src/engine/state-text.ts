import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { Entry, State, Status } from './types.ts';
import { isText, type Unread } from './unread.ts';

/** What a state is bound to. */
export type Binding = Pick<State, 'owner' | 'account' | 'region'>;

const SCHEMA = 1;

export const emptyState = ({ owner, account, region }: Binding): State => ({
  schema: SCHEMA,
  owner,
  account,
  region,
  serial: 0,
  entries: {},
});

const checksumOf = (state: unknown): string => createHash('sha256').update(JSON.stringify(state)).digest('hex');

function isChecksum(checksum: unknown, state: unknown): boolean {
  try {
    return checksum === checksumOf(state);
  } catch (error) {
    // Brackets in brackets without end.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A state as it is written. */
export const printState = (state: State): string => `${JSON.stringify({ ...state, checksum: checksumOf(state) }, undefined, 2)}\n`;

/** Stands where a state was that is now elsewhere. */
export const printMove = (to: string): string => `${JSON.stringify({ schema: SCHEMA, moved: to })}\n`;

/** Where the state has gone that was in this text; undefined where it is still here. */
export function movedTo(text: string): string | undefined {
  try {
    const { moved } = JSON.parse(text) as { moved?: unknown };
    return typeof moved === 'string' ? moved : undefined;
  } catch {
    return undefined;
  }
}

/** Reads what `printState` has written into `file`; throws where it is damaged, of a newer version or of another set-up. */
export function parseState(file: string, text: string, binding: Binding): State {
  const { checksum, ...state } = parseObject(file, text);
  if (typeof state.schema === 'number' && state.schema > SCHEMA) throw new UserError('stateNewer', { file, schema: state.schema });
  if (typeof state['moved'] === 'string') throw new UserError('stateMoved', { file, to: state['moved'] });
  if (!isChecksum(checksum, state) || state.schema !== SCHEMA) throw new UserError('stateBroken', { file, reason: 'checksum' });
  if (!isState(state)) throw new UserError('stateBroken', { file, reason: 'entries' });
  const loaded = state;
  // Nothing was made, so nothing binds.
  if (Object.keys(loaded.entries).length === 0) return { ...emptyState(binding), serial: loaded.serial };
  const found = describe(loaded);
  const expected = describe(binding);
  if (found !== expected) throw new UserError('stateOfAnother', { file, found, expected });
  return loaded;
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The checksum tells what was cut off or edited, not what another program has written with one of its own. */
const isState = (state: Unread<State>): state is State =>
  [state.owner, state.account, state.region].every(isText) &&
  typeof state.serial === 'number' &&
  isTree(state.entries) &&
  Object.values(state.entries).every(isEntry);

const STATUSES: ReadonlySet<unknown> = new Set<Status>(['creating', 'settling', 'ready', 'deleting']);

function isEntry(entry: unknown): entry is Entry {
  if (!isTree(entry)) return false;
  const { type, step, status, needs, outputs, identity }: Unread<Entry> = entry;
  return (
    isText(type) &&
    isText(step) &&
    STATUSES.has(status) &&
    Array.isArray(needs) &&
    needs.every(isText) &&
    [outputs, identity].every(value => value === undefined || isTree(value))
  );
}

const describe = ({ owner, account, region }: Binding): string => `${owner} (${account}, ${region})`;

function parseObject(file: string, text: string): Unread<State> & Record<string, unknown> {
  try {
    // Some editors put a byte order mark before the text.
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isTree(parsed)) return parsed;
  } catch (error) {
    throw new UserError('stateBroken', { file, reason: 'JSON' }, { cause: error });
  }
  throw new UserError('stateBroken', { file, reason: 'JSON' });
}
