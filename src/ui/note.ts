import type { Session } from '../session.ts';
import { noteWords } from './note-words.ts';

/** Tells something on the way, to people and to programs; the words are under `notes` in the catalogue. */
export function note(
  { output, messages }: Pick<Session, 'output' | 'messages'>,
  code: string,
  facts: Readonly<Record<string, string | number>>,
): void {
  output.event({ type: 'note', code, ...facts });
  output.note(noteWords(messages, code, facts));
}
