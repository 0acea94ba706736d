import type { Entry, Plan } from './engine/types.ts';
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
  const { entries } = await sweepMarked(prepared, Object.fromEntries(known));
  const what = Object.values(entries).map(({ type, identity }) => `${type} ${Object.values(identity ?? {}).join(' ')}`);
  if (what.length > 0) note(session, 'strays', { what: what.join(', '), command: commandFor(session, 'destroy') });
}
