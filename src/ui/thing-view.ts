import type { Thing, Things } from '../sandbox/things/index.ts';
import { columns } from './columns.ts';
import { safe } from './output.ts';

const line = ({ sort, name, status, detail }: Thing): string => safe([sort, name, status, detail].filter(Boolean).join('  '));

const flat = (things: readonly Thing[]): readonly Thing[] =>
  things.flatMap(thing => [thing, ...flat((thing.parts ?? []).filter(({ sort }) => sort === 'service' || sort === 'target group'))]);

/** What exists, a line each, by service. */
export const thingLines = (things: Things): readonly string[] =>
  Object.entries(things).flatMap(([service, held]) => [
    `  ${service}`,
    ...columns(flat(held).map(thing => [thing.sort, thing.name, thing.status ?? '', thing.detail ?? ''].map(safe))).map(
      row => `    ${row}`,
    ),
  ]);

const branches = (things: readonly Thing[], indent: string): readonly string[] =>
  things.flatMap((thing, at) => {
    const isLast = at === things.length - 1;
    return [`${indent}${isLast ? '└─' : '├─'} ${line(thing)}`, ...branches(thing.parts ?? [], `${indent}${isLast ? '   ' : '│  '}`)];
  });

/** What belongs to what, as a tree, by service. */
export const thingTree = (things: Things): readonly string[] =>
  Object.entries(things).flatMap(([service, held]) => [`  ${service}`, ...branches(held, '  ')]);
