import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from './columns.ts';

/** A word, or a command of ours with its flags: what is copied from the terminal must not be in two lines. */
const WORD = / *((?:npx )?(?:wizard|ecs-bluegreen) [a-z]\S*(?: --[\w-]+(?: [^\s-]\S*)?)*|[^ ]+)/g;

/** A text on lines of so many columns at most: `first` stands in front of the first, `rest` in front of the others. A word stays whole. */
export function wrap(text: string, width: number, first: string, rest: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  // Blanks that a line is broken at are gone.
  for (const [part = '', word = ''] of text.matchAll(WORD)) {
    if (isEmpty || displayWidth(line + part) <= width) line += isEmpty ? word : part;
    else {
      lines.push(line);
      line = rest + word;
    }
    isEmpty = false;
  }
  return [...lines, line];
}

/** Lines as a terminal of so many columns shows them without breaking words; what goes on stands below where its column began, or the text behind a mark such as `✔`. */
export function wrapLines(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap(line => {
    if (displayWidth(line) <= width) return [line];
    const plain = stripVTControlCharacters(line);
    const [blanks = ''] = /^ */.exec(plain) ?? [];
    const columns = [/^.* {2,}(?=\S)/, /^ *\S (?=\S)/].map(before => displayWidth(before.exec(plain)?.[0] ?? ''));
    const column = columns.find(one => one > blanks.length && one <= width / 2) ?? blanks.length;
    return wrap(line.slice(blanks.length), width, blanks, ' '.repeat(column));
  });
}
