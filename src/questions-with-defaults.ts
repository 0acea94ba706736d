import type { Messages } from './i18n/index.ts';
import { DEFAULT_ENV } from './naming.ts';
import { QUESTIONS } from './questions.ts';
import type { Question } from './questions/question.ts';
import { resolveConfig, valueOf } from './resolve-config.ts';

/** Every question with the default that it has where nothing was said and nothing is found in the project; empty where there is none. */
export function questionsWithDefaults({
  ask,
}: Messages): readonly { readonly question: Question; readonly initial: string; readonly message: string }[] {
  const { config } = resolveConfig({}, { env: DEFAULT_ENV, sandbox: false });
  return QUESTIONS.map(question => {
    const value = valueOf(config, question);
    const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? '');
    return { question, initial: text, message: ask[question.key].message };
  });
}
