import { UserError } from './errors.ts';
import { jsonErrorAt } from './json-error.ts';

/** Text without the byte order mark that some editors put in front. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** The place of a character in a text, both counted from 1. */
function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The data in a JSON text, or the problem with the line where it is. */
export function parseJson(text: string, file: string): unknown {
  const clean = withoutMark(text);
  try {
    return JSON.parse(clean) as unknown;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return new UserError('jsonSyntax', { file, ...lineAndColumn(clean, jsonErrorAt(clean)), detail });
  }
}
