/** Where something stands in a text, counted from 1. */
interface TextPosition {
  readonly Line: number;
  readonly Column: number;
}

interface Span {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** Strings, and the brackets and commas outside of them. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

const position = (text: string, index: number): TextPosition => {
  const lines = text.slice(0, index).split('\n');
  return { Line: lines.length, Column: (lines.at(-1) ?? '').length + 1 };
};

/** Where the statements of a policy stand in its text, in their order. */
export function statementPositions(text: string): readonly Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let statementDepth: number | undefined;
  let start = 0;
  let inStatement = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (depth === 1 && token === '"Statement"') inStatement = true;
    else if (token === '{' || token === '[') {
      depth += 1;
      if (inStatement && token === '{' && statementDepth === undefined) {
        statementDepth = depth;
        start = index;
      }
    } else if (token === '}' || token === ']') {
      if (depth === statementDepth) {
        spans.push({ start: position(text, start), end: position(text, index + 1) });
        statementDepth = undefined;
      }
      depth -= 1;
      if (depth === 1) inStatement = false;
    }
  }
  return spans;
}
