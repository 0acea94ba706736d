import type { Answers, ConfigKey, ConfigValue } from '../config.ts';
import type { UserError } from '../errors.ts';
import { QUESTIONS } from '../questions.ts';
import { badValue } from '../resolve-config.ts';
import { readAnswer } from './answer.ts';
import type { Question } from './question.ts';

/** The name under which a parsed option is found: `taskdef-execution-role` -> `taskdefExecutionRole`. */
export const optionName = ({ flag }: Question): string => flag.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The answers in the options of a command line, and every one of them that cannot be. */
export function answersInFlags(options: Readonly<Record<string, unknown>>): {
  readonly answers: Answers;
  readonly problems: readonly UserError[];
} {
  const answers: Partial<Record<ConfigKey, ConfigValue>> = {};
  const problems: UserError[] = [];
  for (const question of QUESTIONS) {
    const raw = options[optionName(question)];
    if (raw === undefined) continue;
    const read = readAnswer(question, raw);
    if ('breach' in read) problems.push(badValue(question, undefined, raw, read.breach));
    else answers[question.key] = read.value;
  }
  return { answers: answers as Answers, problems };
}
