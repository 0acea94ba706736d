import { displayWidth } from './columns.ts';

/** A text on lines of so many columns at most: `first` stands in front of the first, `rest` in front of the others. A word stays whole. */
export function wrap(text: string, width: number, first: string, rest: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  // Blanks that a line is broken at are gone.
  for (const [part = '', word = ''] of text.matchAll(/ *([^ ]+)/g)) {
    if (isEmpty || displayWidth(line + part) <= width) line += isEmpty ? word : part;
    else {
      lines.push(line);
      line = rest + word;
    }
    isEmpty = false;
  }
  return [...lines, line];
}
