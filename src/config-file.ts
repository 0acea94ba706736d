import type { Answers } from './config.ts';
import type { UserError } from './errors.ts';
import type { Spots } from './resolve-config.ts';

export const CONFIG_FILE = 'wizard.yaml';

/** What stands in one level of the file: the top, or one environment. */
export interface ConfigLevel {
  readonly answers: Answers;
  readonly spots: Spots;
}

/** A `wizard.yaml` that was read. */
export interface ConfigFile {
  readonly base: ConfigLevel;
  readonly environments: ReadonlyMap<string, ConfigLevel>;
  /** All that is wrong with it, in the order of the lines. */
  readonly problems: readonly UserError[];
}

/** Where nothing is said. */
export const EMPTY_LEVEL: ConfigLevel = { answers: {}, spots: new Map() };

/** A file that is not there, or says nothing. */
export const EMPTY_CONFIG: ConfigFile = { base: EMPTY_LEVEL, environments: new Map(), problems: [] };

/** The answers for one environment: the top of the file with the differences of the environment over it. */
export function answersFor(file: ConfigFile, env: string): ConfigLevel {
  const overlay = file.environments.get(env) ?? EMPTY_LEVEL;
  return {
    answers: { ...file.base.answers, ...overlay.answers },
    spots: new Map([...file.base.spots, ...overlay.spots]),
  };
}
