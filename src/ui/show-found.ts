import type { FoundValue } from '../detect/found-values.ts';
import type { Session } from '../session.ts';
import { safe } from './output.ts';
import { valueWords } from './question-words.ts';

/** Tells which values were found in the project and are taken, and from where. */
export function showFound({ output, messages }: Session, found: readonly FoundValue[]): void {
  for (const { question, value, source } of found) output.event({ type: 'found', key: question.key, value, source });
  if (found.length === 0) return;
  output.note(messages.wizard.found);
  for (const { question, value, source } of found) {
    const { message: setting } = messages.ask[question.key];
    output.note(safe(messages.wizard.foundLine({ setting, value: valueWords(question, value, messages), source })));
  }
}
