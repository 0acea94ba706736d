import { columns, displayWidth, pad } from './columns.ts';
import { wrapWithin } from './wrap.ts';

/** Names with their values, which stay in their column; what is longer than that goes on in it. */
export function valueTable(rows: readonly (readonly string[])[], width = Number.POSITIVE_INFINITY): readonly string[] {
  const indent = Math.max(...rows.map(([name = '']) => displayWidth(name))) + 2;
  const room = Math.max(1, width - indent);
  return rows.flatMap(([name = '', value = '']) =>
    wrapWithin(value, room, '', '').map((line, at) => `${pad(at === 0 ? name : '', indent)}${line}`.trimEnd()),
  );
}

/** Rows below their heads; in a terminal that is too narrow for that, each row by itself, with the heads beside its cells. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], width = Number.POSITIVE_INFINITY): readonly string[] {
  const lines = columns([heads, ...rows]);
  if (lines.every(line => displayWidth(line) <= width)) return lines;
  return rows.flatMap(([first = '', ...cells]) => {
    const named = cells.map((cell, at) => [heads[at + 1] ?? '', cell] as const);
    // A cell without a head is a remark on the row.
    const remarks = named.flatMap(([head, cell]) => (head === '' && cell !== '' ? [cell] : []));
    const values = named.filter(([head]) => head !== '');
    return [[first, ...remarks].join('  '), ...valueTable(values, width - 2).map(line => `  ${line}`)];
  });
}
