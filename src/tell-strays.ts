import type { Entry, Plan, State } from './engine/types.ts';
import type { Prepared } from './prepare.ts';
import { commandFor, type Session } from './session.ts';
import { sweepMarked } from './sweep-marked.ts';
import { note } from './ui/note.ts';

/**
 * Where no state tells of anything and something is to be made, tells what has our mark under other names already: names were changed after the state
 * was lost, and a second set-up would be made beside the first. Who may not look for tags is told nothing.
 */
export async function tellStrays(session: Session, prepared: Prepared, { changes }: Plan): Promise<void> {
  const isLost = Object.values(prepared.state.entries).every(({ outputs }) => outputs === undefined);
  if (!isLost || changes.every(({ action }) => action !== 'create')) return;
  const known = changes.map(({ id, type, step, needs, outputs }): [string, Entry] => [id, { type, step, needs, outputs, status: 'ready' }]);
  await tellStraysBeside(session, prepared, Object.fromEntries(known));
}

/** Tells what has our mark beside what is known. */
export async function tellStraysBeside(
  session: Session,
  prepared: Pick<Prepared, 'nodes' | 'aws'>,
  known: State['entries'],
): Promise<void> {
  const { entries } = await sweepMarked(prepared, known);
  const what = Object.values(entries).map(({ type, identity }) => `${type} ${Object.values(identity ?? {}).join(' ')}`);
  if (what.length > 0) note(session, 'strays', { what: what.join(', '), command: commandFor(session, 'destroy') });
}
