import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { State } from './types.ts';

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
  if (checksum !== checksumOf(state) || state.schema !== SCHEMA) throw new UserError('stateBroken', { file, reason: 'checksum' });
  // What has the checksum was written by `save`.
  const loaded = state as unknown as State;
  // Nothing was made, so nothing binds.
  if (Object.keys(loaded.entries).length === 0) return { ...emptyState(binding), serial: loaded.serial };
  const found = describe(loaded);
  const expected = describe(binding);
  if (found !== expected) throw new UserError('stateOfAnother', { file, found, expected });
  return loaded;
}

const describe = ({ owner, account, region }: Binding): string => `${owner} (${account}, ${region})`;

function parseObject(file: string, text: string): Record<string, unknown> {
  try {
    // Some editors put a byte order mark before the text.
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch (error) {
    throw new UserError('stateBroken', { file, reason: 'JSON' }, { cause: error });
  }
  throw new UserError('stateBroken', { file, reason: 'JSON' });
}
