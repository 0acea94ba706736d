import fastStringWidth from 'fast-string-width';

/** Columns that a text takes on a terminal: a Hangul syllable takes two, also one that is written as single letters (NFD). */
export const displayWidth = (text: string): number => fastStringWidth(text.normalize('NFC'));

/** Pads by display width: a Hangul syllable takes two columns. */
export const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Rows as aligned columns, two blanks apart; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => displayWidth(row[column] ?? ''))));
  return rows.map(row =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : pad(cell, widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** The text cut to a display width, with an ellipsis where something is left out. */
export function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let shown = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (displayWidth(shown + segment) > width - 3) break;
    shown += segment;
  }
  return `${shown}...`;
}

/** What a long name is best broken behind. */
const SEAM = /[/@:,_-]/;

/** The text in pieces of a display width, nothing left out: behind a seam of a name, where there is one in the second half of a piece. */
export function pieces(text: string, width: number): readonly string[] {
  if (displayWidth(text) <= width) return [text];
  const found: string[] = [];
  let piece: readonly string[] = [];
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (piece.length > 0 && displayWidth(piece.join('') + segment) > width) {
      const seam = piece.findLastIndex(one => SEAM.test(one)) + 1;
      const end = seam > piece.length / 2 ? seam : piece.length;
      found.push(piece.slice(0, end).join(''));
      piece = piece.slice(end);
    }
    piece = [...piece, segment];
  }
  return [...found, piece.join('')];
}

/** A row, and its last cell whole on lines of its own below where the terminal is too narrow for both. */
export const rowOrBelow = (row: string, head: string, last: string, width: number): readonly string[] =>
  displayWidth(row) <= width ? [row] : [head, ...pieces(last, Math.max(1, width - BELOW.length)).map(piece => `${BELOW}${piece}`)];

const BELOW = '      ';
