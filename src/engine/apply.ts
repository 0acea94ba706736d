import { randomUUID } from 'node:crypto';
import { UserError } from '../errors.ts';
import { applyNode, freshSpec, intentOf, settleNode, type Run } from './apply-node.ts';
import { Failures, failuresOf } from './failures.ts';
import { walk, type WalkOptions, type WalkResult } from './graph.ts';
import { openJournal } from './journal.ts';
import { isKept } from './kept.ts';
import { refsIn } from './refs.ts';
import { baseOf, inOrderOfRemoval, removalJobs } from './retired.ts';
import { sameOutputs } from './same-outputs.ts';
import { Stopped } from './stopped.ts';
import type { AnyKind, Change, Context, Entry, Node, Outputs, Plan, Reporter, State, Store } from './types.ts';

interface ChangeJob {
  readonly id: string;
  readonly needs: readonly string[];
  readonly change: Change;
  readonly type: string;
  readonly step: string;
  readonly run: () => Promise<void>;
}

/**
 * Carries out a plan. Creations and updates first, each as soon as what it refers to is there; then, if all of them succeeded,
 * the removals. The state is on disk before and after each call, so that a run that ends at any instant can be taken up again.
 * Failures are thrown together as `Failures` when everything else is done; a run that the user stopped ends with `stopped`.
 */
export async function applyPlan(
  plan: Plan,
  nodes: readonly Node[],
  kinds: ReadonlyMap<string, AnyKind>,
  store: Store,
  context: Context,
  report: Reporter,
  options: WalkOptions = {},
): Promise<State> {
  const stopped = options.stopped ?? (() => false);
  const run: Run = { context, journal: await openJournal(store), report, stopped, outputs: new Map() };
  const walkOptions: WalkOptions = { concurrency: options.concurrency, stopped };

  const made = await walk(makingJobs(run, plan, nodes), ({ run: begin }) => begin(), walkOptions);
  const removals = removalsOf(plan, run.journal.state());
  const isWhole = made.failures.length === 0 && made.skipped.length === 0;
  const removed = isWhole
    ? await walk(removalJobs(removals).map(removalJob(run, kinds)), ({ run: begin }) => begin(), walkOptions)
    : { failures: [], skipped: [] };

  await forgetKept(run, kinds);

  const failures = [...failuresOf(made), ...failuresOf(removed)];
  const failed = new Set(failures.map(({ id }) => id));
  const left = isWhole ? changesOf(removed) : new Set([...changesOf(made), ...removals.map(({ change }) => change)]);
  for (const change of left) if (!failed.has(change.id)) report.skipped(change);
  if (failures.length > 0) throw new Failures(failures);
  if (left.size > 0) throw new UserError('stopped', { left: left.size });
  return run.journal.state();
}

/** What is not ours to remove is noted for the sake of what we made with it; when nothing of that is left, it is forgotten. */
async function forgetKept({ journal }: Run, kinds: ReadonlyMap<string, AnyKind>): Promise<void> {
  const entries = Object.entries(journal.state().entries);
  const kept = await Promise.all(entries.map(([, entry]) => isKept(entry, kinds.get(entry.type))));
  if (entries.length === 0 || kept.includes(false)) return;
  await journal.record(Object.fromEntries(entries.map(([id]) => [id, undefined])));
}

const changesOf = ({ skipped }: WalkResult<ChangeJob>): Set<Change> => new Set(skipped.map(({ change }) => change));

const settling = (id: string): string => `${id} settle`;

/** Two jobs a node: making it, and waiting until it can be used. Who refers to an output that comes late waits for the second. */
function makingJobs(run: Run, plan: Plan, nodes: readonly Node[]): readonly ChangeJob[] {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const isLate = (id: string, attr: string): boolean => byId.get(id)?.kind.late?.includes(attr) ?? false;
  return plan.changes.flatMap((change): ChangeJob[] => {
    if (change.action === 'delete') return [];
    const { id, type, step } = change;
    const node = byId.get(id);
    if (!node) throw new Error(`The plan names ${id}, which is not among the nodes.`);
    const needs = refsIn(node.spec).map(({ $ref, attr }) => (isLate($ref, attr) ? settling($ref) : $ref));
    const told = teller(run, change);
    const hasWait = node.kind.settle !== undefined;
    const make = async (): Promise<void> => {
      await applyNode(run, node, change, told.begin);
      if (!hasWait) told.end(freshSpec(run, node));
    };
    const settle = async (): Promise<void> => {
      await settleNode(run, node, change, told.begin);
      told.end(freshSpec(run, node));
    };
    const shared = { change, type, step };
    return [
      { ...shared, id, needs, run: () => told.during(make) },
      ...(hasWait ? [{ ...shared, id: settling(id), needs: [id], run: () => told.during(settle) }] : []),
    ];
  });
}

/** Tells the reporter of one change: its start once, its end if it had a start, and its failure. */
function teller({ report }: Pick<Run, 'report'>, change: Change) {
  let begun: number | undefined;
  return {
    begin(): void {
      if (begun === undefined) report.starting(change);
      begun ??= performance.now();
    },
    /** With the spec as it came to be, which names things that the plan could not name yet. */
    end(spec: unknown = change.spec): void {
      if (begun !== undefined) report.done({ ...change, spec }, (performance.now() - begun) / 1000);
    },
    async during(work: () => Promise<void>): Promise<void> {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Stopped)) report.failed(change, error);
        throw error;
      }
    },
  };
}

interface Removal {
  readonly id: string;
  readonly needs: readonly string[];
  readonly change: Change;
}

/** The removals of the plan, and those of what was replaced in this run. */
function removalsOf(plan: Plan, { entries }: State): readonly Removal[] {
  const planned = plan.changes.filter(({ action }) => action === 'delete');
  const ids = new Set(planned.map(({ id }) => id));
  const replaced = new Set(plan.changes.filter(({ action }) => action === 'replace' || action === 'create').map(({ id }) => id));
  const retired = Object.entries(entries)
    .filter(([id]) => id !== baseOf(id) && replaced.has(baseOf(id)) && !ids.has(id))
    .map(([id, { type, step, needs, outputs, identity: spec }]): Change => ({
      id,
      type,
      step,
      action: 'delete',
      fields: [],
      needs,
      outputs,
      spec,
    }));
  return inOrderOfRemoval([...planned, ...retired].map(change => ({ id: change.id, needs: change.needs, change })));
}

const removalJob =
  (run: Run, kinds: ReadonlyMap<string, AnyKind>) =>
  ({ id, needs, change }: Removal): ChangeJob => {
    const told = teller(run, change);
    const remove = async (): Promise<void> => {
      told.begin();
      await removeEntry(run, kinds, change);
      told.end();
    };
    return { id, needs, change, type: change.type, step: change.step, run: () => told.during(remove) };
  };

/** What gave way to another thing, and is there in its own place again: the config has gone back to its name. */
const isBack = ({ journal }: Run, kind: AnyKind, id: string, outputs: Outputs): boolean =>
  id !== baseOf(id) && journal.entry(baseOf(id))?.type === kind.type && sameOutputs(kind, outputs, journal.entry(baseOf(id))?.outputs);

/** Takes one thing away. An entry without outputs was never made, as the plan has found. */
async function removeEntry(run: Run, kinds: ReadonlyMap<string, AnyKind>, change: Change): Promise<void> {
  const { id, type, step, needs } = change;
  const kind = kinds.get(type);
  if (!kind) throw new Error(`There is no kind ${type}.`);
  const noted = run.journal.entry(id);
  const outputs = noted?.outputs ?? change.outputs;
  if (outputs && !isBack(run, kind, id, outputs)) {
    const token = noted?.token ?? randomUUID();
    const entry: Entry = { ...noted, type, step, needs, token, outputs, status: 'deleting' };
    await run.journal.record({ [id]: entry });
    await kind.remove(run.context, outputs, intentOf(run, change, token));
  }
  await run.journal.record({ [id]: undefined });
}
