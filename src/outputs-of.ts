import type { OutputValue, Ref, State } from './engine/types.ts';

/** Looks up references in what the state notes. */
export const outputsOf =
  (state: State): ((ref: Ref) => OutputValue | undefined) =>
  ({ $ref, attr }) =>
    state.entries[$ref]?.outputs?.[attr];
