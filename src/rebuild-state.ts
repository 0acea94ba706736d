import { recall } from './engine/plan.ts';
import { emptyState, parseState } from './engine/state-text.ts';
import type { Entry, State } from './engine/types.ts';
import { isProblem } from './errors.ts';
import { isMade } from './made.ts';
import type { Prepared } from './prepare.ts';
import { KINDS } from './resources/index.ts';
import type { Session } from './session.ts';
import { takeLock } from './take-lock.ts';
import { tellStraysBeside } from './tell-strays.ts';

/** Writes the state anew from what AWS has and carries our mark. A damaged one is put aside. */
export async function rebuildState(session: Session, { store, nodes, aws }: Prepared): Promise<State> {
  const { output, messages, options } = session;
  const lock = await takeLock(session, store);
  try {
    const text = await store.read();
    const noted = text === undefined ? undefined : unlessBroken(() => parseState(store.name, text, aws));
    const ids = new Set(nodes.map(({ id }) => id));
    const { entries, ...before } = noted ?? emptyState(aws);
    const lasting = Object.entries(entries).filter(([id, entry]) => !ids.has(id) || !isFoundAgain(entry));
    const found = await recall(nodes, { ...before, entries: Object.fromEntries(lasting) }, aws);
    const state = { ...before, serial: before.serial + 1, entries: settled(found, entries) };
    await tellStraysBeside(session, { nodes, aws }, state.entries);
    if (options.dryRun === true) return state;
    if (text !== undefined && noted === undefined) output.note(messages.ui.stateAside({ file: await store.setAside() }));
    await store.save(state);
    output.note(messages.ui.stateRebuilt({ state: store.name, count: Object.values(state.entries).filter(isMade).length }));
    return state;
  } finally {
    await lock.release();
  }
}

/** What its mark does not tell: that it is not ours alone, or which token its interrupted creation was sent with. */
const isFoundAgain = ({ shared, adopted, outputs }: Entry): boolean => shared !== true && adopted !== true && outputs !== undefined;

/** Outputs that come late are those that were noted; where none were, the next run asks for them again. */
const settled = (found: State['entries'], noted: State['entries']): State['entries'] =>
  Object.fromEntries(
    Object.entries(found).map(([id, entry]): [string, Entry] => {
      if (KINDS.get(entry.type)?.settle === undefined || entry.status !== 'ready') return [id, entry];
      const before = noted[id];
      return [
        id,
        before?.status === 'ready' ? { ...entry, outputs: { ...before.outputs, ...entry.outputs } } : { ...entry, status: 'settling' },
      ];
    }),
  );

/** What was read, or undefined where it is damaged; a state of a newer version or of another set-up is neither. */
function unlessBroken<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isProblem(error, 'stateBroken')) return undefined;
    throw error;
  }
}
