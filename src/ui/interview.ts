import type { Answers, ConfigKey, ConfigValue } from '../config.ts';

interface Given {
  readonly key: ConfigKey;
  /** All that was said before this answer. */
  readonly before: Answers;
}

/** The questions that were answered in this run, so that one can go back through them, and what was answered, so that none is lost by that. */
export interface Interview {
  readonly given: Given[];
  readonly remembered: Map<ConfigKey, ConfigValue>;
}

export const createInterview = (): Interview => ({ given: [], remembered: new Map() });

/** Begins with answers of an earlier run, in the order in which they were asked, so that one can go back to them too. */
export function resumeInterview(answers: Answers, kept: readonly ConfigKey[]): Interview {
  const given = kept.map((key, at) => ({ key, before: without(answers, kept.slice(at)) }));
  return { given, remembered: new Map(kept.flatMap(key => (answers[key] === undefined ? [] : [[key, answers[key]]]))) };
}

const without = (answers: Answers, keys: readonly ConfigKey[]): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([key]) => keys.every(one => one !== key)));

/** Takes the last answer back; what had been said before it. Undefined where there is none. */
export const takeBack = ({ given }: Interview): Answers | undefined => given.pop()?.before;
