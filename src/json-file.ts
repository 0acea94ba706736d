import { encodingProblem } from './encoding.ts';
import { UserError } from './errors.ts';
import { jsonErrorAt } from './json-error.ts';

/** Text without the byte order mark that some editors put in front. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** The place of a character in a text, both counted from 1. */
function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** What is read by functions that call themselves must end before the stack does. */
const DEEPEST = 500;

/** Where brackets stand too deep in brackets. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') isText = !isText;
    else if (isText) at += sign === '\\' ? 1 : 0;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > DEEPEST) return at;
  }
  return undefined;
}

/** The data in a JSON text, or the problem with the line where it is. */
export function parseJson(text: string, file: string): unknown {
  const encoding = encodingProblem(text, file);
  if (encoding !== undefined) return encoding;
  const clean = withoutMark(text);
  const wrong = (offset: number, detail: string): UserError =>
    new UserError('jsonSyntax', { file, ...lineAndColumn(clean, offset), detail });
  const deep = tooDeepAt(clean);
  if (deep !== undefined) return wrong(deep, `nested deeper than ${DEEPEST}`);
  try {
    return JSON.parse(clean) as unknown;
  } catch (error) {
    return wrong(jsonErrorAt(clean), error instanceof Error ? error.message : String(error));
  }
}
