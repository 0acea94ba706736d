import type { Answers, ConfigContext } from '../config.ts';
import { QUESTIONS } from '../questions.ts';
import type { Question } from '../questions/question.ts';
import { detectionOf, resolveConfig } from '../resolve-config.ts';
import type { Finding } from './detection.ts';

/** A value that nobody has said and that was found instead. */
export interface FoundValue extends Finding {
  readonly question: Question;
}

/** What was found and counts, since nothing else was said. */
export function foundValues(answers: Answers, context: ConfigContext): readonly FoundValue[] {
  const { config } = resolveConfig(answers, context);
  return QUESTIONS.filter(({ key }) => answers[key] === undefined).flatMap(question => {
    const found = detectionOf(question, config, context);
    return found === undefined || found.transient === true ? [] : [{ question, value: found.value, source: found.source }];
  });
}

/** The same as if it had been said. */
export const answersOf = (found: readonly FoundValue[]): Answers =>
  Object.fromEntries(found.map(({ question, value }) => [question.key, value])) as Answers;
