import type { OutputValue, Ref, State } from './engine/types.ts';

/** The state without what its mark finds on AWS again: a command that tells what exists must not trust its own notes. */
export const withoutNotes = (state: State): State => ({
  ...state,
  entries: Object.fromEntries(Object.entries(state.entries).filter(([, { shared, adopted }]) => shared === true || adopted === true)),
});

/** Looks up references in what the state notes. */
export const outputsOf =
  (state: State): ((ref: Ref) => OutputValue | undefined) =>
  ({ $ref, attr }) =>
    state.entries[$ref]?.outputs?.[attr];
