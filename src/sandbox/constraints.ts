import constraintsFile from './constraints.json' with { type: 'json' };

/** What AWS's model allows of a value beyond its type. `member`, `key` and `value` are positions in the list of constraints. */
export interface Constraint {
  readonly enum?: readonly string[];
  readonly pattern?: string;
  /** Least value of a number; least length of anything else. */
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  readonly member?: number;
  readonly key?: number;
  readonly value?: number;
}

/** The constraints of one service: each once, and by structure and member where they apply. Made by `scripts/sandbox-constraints.py`. */
export interface ConstraintTable {
  readonly constraints: readonly Constraint[];
  readonly structures: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const TABLES: Readonly<Record<string, ConstraintTable>> = constraintsFile.services;

const NONE: ConstraintTable = { constraints: [], structures: {} };

/** The constraints of a service, by the name in its credential scope. */
export const constraintsOf = (service: string): ConstraintTable => TABLES[service] ?? NONE;
