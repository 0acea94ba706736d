import { expect } from 'vitest';
import type { FaultSpec } from '../../src/sandbox/faults/armed-fault.ts';
import type { RecordedCall } from '../../src/sandbox/calls.ts';
import { EXIT } from '../../src/errors.ts';
import { FAULT_KINDS } from '../../src/sandbox/faults/kinds.ts';
import { makeForeignThings } from './foreign.ts';
import { inventoryOf, recordsOf } from './inventory.ts';
import { CANARIES, openLab, type Lab, type LabRun, type RunOptions } from './lab.ts';

/** The commands that faults are injected into, and what was kept that each of them begins with. */
export const COMMANDS = {
  init: { words: ['init'], from: 'empty', to: 'made' },
  release: { words: ['release', '--image', 'sandbox/sample:v2'], from: 'made', to: 'released' },
  rollback: { words: ['rollback'], from: 'released', to: 'rolled back' },
  destroy: { words: ['destroy', '--delete-data'], from: 'made', to: 'destroyed' },
} as const;

export type CommandName = keyof typeof COMMANDS;

/** What an undisturbed run of a command does and leaves. */
export interface Reference {
  readonly calls: readonly RecordedCall[];
  /** Requests of the registry protocol, by operation. */
  readonly registry: Readonly<Record<string, number>>;
  /** Points of writes of the state. */
  readonly points: number;
  readonly inventory: readonly string[];
  readonly state: readonly string[];
}

/** A lab in which everything has run once undisturbed. */
export interface ReadyLab {
  readonly lab: Lab;
  readonly references: Readonly<Record<CommandName, Reference>>;
  /** What is somebody else's, byte for byte. */
  readonly foreign: ReadonlyMap<string, string>;
}

const REGISTRY = ['StartUpload', 'UploadChunk', 'FinishUpload', 'PutManifest', 'GetManifest', 'GetBlob', 'CheckVersion'] as const;

/** Opens a lab, puts somebody else's things into it, and lets every command run once undisturbed. */
export async function prepareLab(): Promise<ReadyLab> {
  const lab = await openLab();
  await makeForeignThings(lab);
  await lab.settle();
  const foreign = recordsOf(lab.world());
  const before = inventoryOf(lab.world());
  await lab.keep('empty');
  const references: Partial<Record<CommandName, Reference>> = {};
  for (const [name, { words, from, to }] of Object.entries(COMMANDS) as [CommandName, (typeof COMMANDS)[CommandName]][]) {
    await lab.goBack(from);
    const earlier = lab.sandbox().calls().length;
    const counters = REGISTRY.map(operation => lab.sandbox().faults.arm({ kind: 'latency', service: 'registry', operation, seconds: 0 }));
    const run = await lab.run(words);
    expect(run).toMatchObject({ code: EXIT.done });
    const calls = lab.sandbox().calls().slice(earlier);
    const registry = Object.fromEntries(counters.map(({ operation = '', seen }) => [operation, seen]));
    lab.sandbox().faults.clear();
    await lab.settle();
    references[name] = { calls, registry, points: run.points, inventory: inventoryOf(lab.world()), state: await stateOf(lab) };
    await lab.keep(to);
  }
  const ready = references as Record<CommandName, Reference>;
  expectSame('what an undisturbed destroy leaves', goneIn(ready.destroy.inventory), goneIn(before));
  return { lab, references: ready, foreign };
}

interface Noted {
  readonly type: string;
  readonly status: string;
  readonly shared?: boolean;
}

/** What the state says that is ours. What is not, a destroy that dies with its very last write may leave noted. */
async function stateOf(lab: Lab): Promise<readonly string[]> {
  const [, text] = (await lab.files()).find(([path]) => path.endsWith('.sandbox.state.json')) ?? [];
  const { entries } = JSON.parse(text ?? '{"entries":{}}') as { readonly entries: Readonly<Record<string, Noted>> };
  return Object.entries(entries)
    .flatMap(([id, { type, status, shared }]) => (shared === true ? [] : [`${id} ${type} ${status}`]))
    .sort();
}

/** One fault in one command. */
export interface Cell {
  readonly command: CommandName;
  /** Names the row of the report. */
  readonly kind: string;
  /** Where it strikes. */
  readonly place: string;
  readonly arm?: readonly FaultSpec[];
  /** The process is killed when the first of the faults has struck. */
  readonly kill?: boolean;
  /** The point of a write of the state at which it dies. */
  readonly dieAt?: number;
  /** The fault that the next run meets. */
  readonly next?: Cell;
  /** What the next run is told besides: it may refuse that, but nothing of before may be left when all is removed. */
  readonly changed?: readonly string[];
  /** Exit codes that the faulted run may end with; any documented one but that of a bug where it is left out. */
  readonly codes?: readonly number[];
}

/** How the faulted run ended: `killed`, `exit 4`, or `missed` where the fault did not come about. */
export type Outcome = string;

const DOCUMENTED: readonly number[] = Object.values(EXIT).filter(code => code !== EXIT.bug);

/** Whether a fault has struck, down to what it does to the answer. Of the registry protocol and of things it is not told when that is. */
const struck = (lab: Lab): boolean => {
  const { calls, faults } = lab.sandbox();
  return faults
    .list()
    .some(
      ({ id, kind, service, fired }) =>
        fired > 0 && (service === 'registry' || FAULT_KINDS[kind].where === 'thing' || calls().some(({ fault }) => fault === id)),
    );
};

interface Strike {
  readonly run: LabRun;
  readonly happened: boolean;
}

/** One run of a command in which a fault waits to strike; afterwards it is gone. */
async function strike(lab: Lab, cell: Cell): Promise<Strike> {
  const { faults } = lab.sandbox();
  for (const spec of cell.arm ?? []) faults.arm(spec);
  const options: RunOptions = {
    ...(cell.dieAt !== undefined && { dieAt: cell.dieAt }),
    ...(cell.kill === true && { isTime: () => struck(lab) }),
  };
  const run = await lab.run(COMMANDS[cell.command].words, options);
  const happened = run.killed || faults.list().some(({ fired }) => fired > 0);
  faults.clear();
  // A run that looks less often than the one that was recorded may be over before its fault is due.
  expectCleanEnd(happened ? (cell.codes ?? DOCUMENTED) : [EXIT.done], run);
  return { run, happened };
}

const executionsIn = (lab: Lab): number =>
  Object.values(lab.world().state.codepipeline.pipelines).reduce((sum, pipeline) => sum + pipeline.executions.length, 0);

/** A release whose pipeline has begun goes on without the program, and the same command again would be one more release. */
async function goesOnAlone(lab: Lab, command: CommandName, before: number): Promise<boolean> {
  if (command !== 'release') return false;
  // An event is on its way for a moment.
  await lab.sandbox().clock.skip(60);
  return executionsIn(lab) > before;
}

/** Lets a command run into a fault, lets it run again without, and compares all that there is with an undisturbed run. */
export async function judge({ lab, references, foreign }: ReadyLab, cell: Cell): Promise<Outcome> {
  const { words, from } = COMMANDS[cell.command];
  await lab.goBack(from);
  const executions = executionsIn(lab);
  const runs: LabRun[] = [];
  const first = await strike(lab, cell);
  runs.push(first.run);
  const isOver = async () => runs.at(-1)?.code === EXIT.done || (await goesOnAlone(lab, cell.command, executions));
  if (cell.next && !(await isOver())) runs.push((await strike(lab, cell.next)).run);
  if (!(await isOver())) {
    const again = await lab.run([...words, ...(cell.changed ?? [])]);
    expectCleanEnd(cell.changed ? DOCUMENTED : [EXIT.done], again);
    runs.push(again);
  }
  await lab.settle();
  if (cell.changed === undefined) {
    const reference = references[cell.command];
    expectSame('the world', inventoryOf(lab.world()), reference.inventory);
    expectSame('the state', await stateOf(lab), reference.state);
  }
  expectForeignUntouched(lab, foreign);

  const removal = cell.command === 'destroy' ? undefined : await lab.run(COMMANDS.destroy.words);
  if (removal) {
    expect(removal).toMatchObject({ code: EXIT.done });
    await lab.settle();
    expectSame('what destroy leaves', leftIn(inventoryOf(lab.world())), leftIn(references.destroy.inventory));
    expectForeignUntouched(lab, foreign);
  }
  await expectNoSecret(lab, [...runs, ...(removal ? [removal] : [])]);
  if (!first.happened) return 'missed';
  return first.run.killed ? 'killed' : `exit ${first.run.code}`;
}

function expectSame(what: string, found: readonly string[], expected: readonly string[]): void {
  const differences = { missing: expected.filter(line => !found.includes(line)), surplus: found.filter(line => !expected.includes(line)) };
  expect({ what, ...differences, count: found.length }).toEqual({ what, missing: [], surplus: [], count: expected.length });
}

/** Without the history of deployments, which stays when what was deployed is gone. */
const leftIn = (inventory: readonly string[]): readonly string[] => inventory.filter(line => !line.startsWith('/deployments'));

/** What destroy takes away. AWS's own service-linked roles stay, since other services of the account use them. */
const goneIn = (inventory: readonly string[]): readonly string[] => {
  const roles = inventory.filter(line => /^\/roles\/\d+\/roleName/.test(line) && !line.includes('AWSServiceRoleFor'));
  return [...leftIn(inventory).filter(line => !line.startsWith('/roles/')), ...roles.map(line => line.replace(/^.*= /, ''))];
};

function expectCleanEnd(codes: readonly number[], { killed, stuck, code, stdout, stderr }: LabRun): void {
  const told = `${stderr}\n${stdout}`;
  expect(stuck, `it does not end: ${told}`).toBe(false);
  if (killed) return;
  expect(codes, `exit code ${code}: ${told}`).toContain(code);
  expect(told).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(told).not.toMatch(/\[object Object\]|\bundefined\b/);
}

function expectForeignUntouched(lab: Lab, foreign: ReadonlyMap<string, string>): void {
  const now = recordsOf(lab.world());
  expect([...foreign].filter(([key, record]) => now.get(key) !== record)).toEqual([]);
}

async function expectNoSecret(lab: Lab, runs: readonly LabRun[]): Promise<void> {
  const secrets = [...Object.values(CANARIES), lab.world().state.ecr.secret ?? Object.values(CANARIES)[0]];
  const texts: readonly (readonly [string, string])[] = [
    ...(await lab.files()),
    ...runs.map(({ stdout, stderr }) => ['output', stdout + stderr] as const),
  ];
  expect(texts.filter(([, text]) => secrets.some(secret => secret !== undefined && text.includes(secret))).map(([name]) => name)).toEqual(
    [],
  );
}
