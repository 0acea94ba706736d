import { isDenied } from './aws/explain.ts';
import { markedArns } from './aws/marked-arns.ts';
import { sweep } from './engine/sweep.ts';
import type { Entry, Plan } from './engine/types.ts';
import type { Prepared } from './prepare.ts';
import { commandFor, type Session } from './session.ts';
import { note } from './ui/note.ts';

/**
 * Where no state tells of anything and something is to be made, tells what has our mark under other names already: names were changed after the state
 * was lost, and a second set-up would be made beside the first. Who may not look for tags is told nothing.
 */
export async function tellStrays(session: Session, { aws, nodes, state }: Prepared, { changes }: Plan): Promise<void> {
  const isLost = Object.values(state.entries).every(({ outputs }) => outputs === undefined);
  if (!isLost || changes.every(({ action }) => action !== 'create')) return;
  const known = changes.map(({ id, type, step, needs, outputs }): [string, Entry] => [id, { type, step, needs, outputs, status: 'ready' }]);
  const arns = await markedArns(aws).catch(() => []);
  const { entries } = await sweep(nodes, Object.fromEntries(known), aws, { arns, isRefused: isDenied });
  const what = Object.values(entries).map(({ type, identity }) => `${type} ${Object.values(identity ?? {}).join(' ')}`);
  if (what.length > 0) note(session, 'strays', { what: what.join(', '), command: commandFor(session, 'destroy') });
}
