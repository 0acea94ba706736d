import { CONFIG_FILE } from '../config-file.ts';
import type { Config } from '../config.ts';
import type { Question } from '../questions/question.ts';
import { valueOf } from '../resolve-config.ts';
import type { Session } from '../session.ts';
import { valueWords, wordsOf } from './question-words.ts';

/** Tells what an earlier run has asked already, and how one gets back to it. */
export function showKept({ output, messages, options }: Session, kept: readonly Question[], config: Config): void {
  output.note(messages.wizard.kept({ file: options.config ?? CONFIG_FILE }));
  for (const question of kept) {
    const setting = wordsOf(question, config, messages).message;
    output.note(messages.wizard.keptLine({ setting, value: valueWords(question, valueOf(config, question), messages) }));
  }
}
