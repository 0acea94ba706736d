import { appendFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { cellsOf, doubleFaults, randomOf, sampleOf } from './cells.ts';
import { COMMANDS, judge, prepareLab, type Cell, type CommandName, type ReadyLab } from './judge.ts';

const { FAULTS_SEED, FAULTS_ALL, FAULTS_ONLY, FAULTS_RESULTS } = process.env;
const seed = Number(FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));
const draw = randomOf(seed);
const WORKERS = Number(process.env['FAULTS_WORKERS'] ?? 2);

/** How many of each row a sample has: more of those that are many. */
const sampled = ({ kill, dieAt }: Cell): number => (kill === true || dieAt !== undefined ? 2 : 1);
const DOUBLE_FAULTS = { all: 60, sample: 4 };

const labs: ReadyLab[] = await Promise.all(Array.from({ length: WORKERS }, prepareLab));
const [{ references }] = labs as [ReadyLab];
const every = (Object.keys(COMMANDS) as CommandName[]).flatMap(command => cellsOf(command, references[command]));
const isAll = FAULTS_ALL === 'true';
const drawn = isAll ? every : sampleOf(every, sampled, draw);
const cells = [...drawn, ...doubleFaults(every, isAll ? DOUBLE_FAULTS.all : DOUBLE_FAULTS.sample, draw)].filter(
  ({ command, kind, place }) => FAULTS_ONLY === undefined || new RegExp(FAULTS_ONLY).test(`${command} ${kind} ${place}`),
);
console.log(`seed ${seed}: ${cells.length} cells; there are ${every.length} with one fault. FAULTS_SEED=${seed} draws the same ones again`);

/** Labs that are free, and who waits for one. */
const free = [...labs];
const waiting: ((lab: ReadyLab) => void)[] = [];
const takeLab = (): Promise<ReadyLab> => {
  const lab = free.pop();
  return lab ? Promise.resolve(lab) : new Promise(resolve => waiting.push(resolve));
};
const giveBack = (lab: ReadyLab): void => {
  const next = waiting.shift();
  if (next) next(lab);
  else free.push(lab);
};

const note = (cell: Cell, outcome: string, milliseconds: number): void => {
  if (FAULTS_RESULTS === undefined) return;
  const { command, kind, place } = cell;
  appendFileSync(FAULTS_RESULTS, `${JSON.stringify({ command, kind, place, outcome, milliseconds: Math.round(milliseconds) })}\n`);
};

describe.concurrent(`after a fault (seed ${seed}) the same command again makes all that an undisturbed one makes, and nothing else`, () => {
  it.each(cells.map(cell => [`${cell.command}: ${cell.kind}: ${cell.place}`, cell] as const))('%s', async (_name, cell) => {
    const lab = await takeLab();
    const begun = performance.now();
    try {
      const outcome = await judge(lab, cell);
      expect(cell.kill === true ? ['killed', 'missed'] : [outcome]).toContain(outcome);
      note(cell, outcome, performance.now() - begun);
    } catch (error) {
      note(cell, `red: ${String(error)}`, performance.now() - begun);
      throw error;
    } finally {
      giveBack(lab);
    }
  });
});

afterAll(async () => {
  await Promise.all(labs.map(({ lab }) => lab.close()));
});
