import { chance } from '../../../src/sandbox/faults/pattern.ts';

/** Random choices that a seed repeats. */
export interface Random {
  /** At least 0, less than 1. */
  readonly next: () => number;
  /** Whole number from 0 up to, not including, `limit`. */
  readonly below: (limit: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(choices: readonly T[]) => T;
}

export const seededRandom = (seed: number): Random => {
  let turn = 0;
  const next = (): number => chance(seed, (turn += 1));
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: probability => next() < probability,
    pick: choices => {
      const chosen = choices[below(choices.length)];
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen;
    },
  };
};
