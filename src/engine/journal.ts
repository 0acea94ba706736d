import type { Entry, State, Store } from './types.ts';

/** Entries to set, and to remove where they are undefined. */
type Patch = Readonly<Record<string, Entry | undefined>>;

/** The state while a plan is applied: always the newest in memory, on disk when `record` is done. */
export interface Journal {
  state(): State;
  entry(id: string): Entry | undefined;
  /** Resolves once the patch is on disk. Patches that come while one is written go together with the next write. */
  record(patch: Patch): Promise<void>;
}

/** Loads the state and writes every change of it, one write after the other. */
export async function openJournal(store: Store): Promise<Journal> {
  let state = await store.load();
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const write = (): Promise<void> => {
    next = undefined;
    state = { ...state, serial: state.serial + 1 };
    return store.save(state);
  };
  return {
    state: () => state,
    entry: id => state.entries[id],
    record(patch) {
      const entries = Object.entries({ ...state.entries, ...patch }).filter((pair): pair is [string, Entry] => pair[1] !== undefined);
      state = { ...state, entries: Object.fromEntries(entries) };
      if (!next) {
        // A failed write is the failure of those who waited for it, not of the writes after it.
        next = writing.catch(() => {}).then(write);
        writing = next;
      }
      return next;
    },
  };
}
