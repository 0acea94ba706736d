import type { Thing, Things } from '../sandbox/things/index.ts';
import type { Messages } from '../i18n/index.ts';
import { columns } from './columns.ts';
import { safe } from './output.ts';
import { wrap } from './wrap.ts';

/** What things look like on lines of so many columns. */
interface View {
  readonly messages: Messages;
  readonly width: number;
}

const sortOf = ({ sort }: Thing, { messages }: View): string => messages.sandbox.sort({ sort });

const flat = (things: readonly Thing[]): readonly Thing[] =>
  things.flatMap(thing => [thing, ...flat((thing.parts ?? []).filter(({ sort }) => sort === 'service' || sort === 'target group'))]);

/** What exists, a line each, by service. */
export const thingLines = (things: Things, view: View): readonly string[] =>
  Object.entries(things).flatMap(([service, held]) => [
    `  ${service}`,
    ...columns(flat(held).map(thing => [sortOf(thing, view), thing.name, thing.status ?? '', thing.detail ?? ''].map(safe))).flatMap(row =>
      wrap(row, view.width, '    ', '      '),
    ),
  ]);

const branches = (things: readonly Thing[], indent: string, view: View): readonly string[] =>
  things.flatMap((thing, at) => {
    const isLast = at === things.length - 1;
    const below = `${indent}${isLast ? '   ' : '│  '}`;
    const parts = thing.parts ?? [];
    const text = safe([sortOf(thing, view), thing.name, thing.status, thing.detail].filter(Boolean).join('  '));
    return [
      ...wrap(text, view.width, `${indent}${isLast ? '└─' : '├─'} `, `${below}${parts.length > 0 ? '│' : ' '}    `),
      ...branches(parts, below, view),
    ];
  });

/** What belongs to what, as a tree, by service. */
export const thingTree = (things: Things, view: View): readonly string[] =>
  Object.entries(things).flatMap(([service, held]) => [`  ${service}`, ...branches(held, '  ', view)]);
