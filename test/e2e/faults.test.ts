import { afterAll, describe, expect, it } from 'vitest';
import { cellsOf, randomOf } from '../faults/cells.ts';
import { judge, prepareLab, type CommandName } from '../faults/judge.ts';

/** A few rows of the matrix that `npm run test:faults` goes through, one cell of each. */
const ROWS: readonly (readonly [command: CommandName, kind: string])[] = [
  ['init', 'killed after the effect'],
  ['init', 'killed inside a write of the state'],
  ['init', 'answer lost'],
  ['init', 'access denied'],
  ['release', 'killed after the effect'],
  ['rollback', 'killed before the call arrives'],
  ['destroy', 'killed after the effect'],
];

const seed = Number(process.env['FAULTS_SEED'] ?? 1);
const draw = randomOf(seed);
const ready = await prepareLab();
const cells = ROWS.flatMap(([command, kind]) => {
  const row = cellsOf(command, ready.references[command]).filter(cell => cell.kind === kind);
  return row.slice(Math.floor(draw() * row.length)).slice(0, 1);
});

describe(`after a fault (FAULTS_SEED=${seed}) the same command again makes all that an undisturbed one makes, and nothing else`, () => {
  it.each(cells.map(cell => [`${cell.command}: ${cell.kind}: ${cell.place}`, cell] as const))('%s', async (_name, cell) => {
    const outcome = await judge(ready, cell);
    expect(outcome).toMatch(/^(?:killed|exit \d|missed)$/);
  });

  it('has a cell of each row', () => {
    expect(cells).toHaveLength(ROWS.length);
  });
});

afterAll(() => ready.lab.close());
