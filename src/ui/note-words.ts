import type { Messages } from '../i18n/index.ts';
import { safe } from './output.ts';

/** The words for something that is told while work goes on: `notes` of the catalogue. */
export function noteWords(messages: Messages, code: string, facts: Readonly<Record<string, string | number>>): string {
  const words = (messages.notes as Readonly<Record<string, string | ((facts: never) => string) | undefined>>)[code];
  if (words === undefined) return safe(code);
  // Which facts belong to a code is agreed between the kind and the catalogue; a test calls each.
  return safe(typeof words === 'string' ? words : words(facts as never));
}
