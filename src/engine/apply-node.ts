import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors.ts';
import { decide, identityOf, isAdopted, mayTouch, type AnyLive, type Decision, type Resolved } from './decide.ts';
import { find } from './find.ts';
import type { Journal } from './journal.ts';
import { hasUnknown, resolve } from './refs.ts';
import { retire, retiredId } from './retired.ts';
import type { AnyKind, Change, Context, Entry, Intent, Node, Outputs, Reporter } from './types.ts';

/** What the parts of one run share. */
export interface Run {
  readonly context: Context;
  readonly journal: Journal;
  readonly report: Reporter;
  readonly stopped: () => boolean;
  /** Outputs of the nodes that stand, by id. */
  readonly outputs: Map<string, Outputs>;
}

/** What a call to a kind is told: how to say what it waits for, and whether to go on. */
export const intentOf = ({ report, stopped }: Run, change: Change, token: string): Intent => ({
  token,
  note: (code, facts = {}) => report.note(change, code, facts),
  stopped,
});

/** The spec with the outputs of everything it refers to, which exists by now. */
export function freshSpec({ outputs, journal }: Run, { id, spec }: Node): Resolved {
  const fresh = resolve(spec, ({ $ref, attr }) => (outputs.get($ref) ?? journal.entry($ref)?.outputs)?.[attr]);
  if (hasUnknown(fresh)) throw new Error(`The spec of ${id} refers to something that does not exist: ${JSON.stringify(fresh)}`);
  return fresh as Resolved;
}

/** Brings one node in line; `begin` is called when there is something to do. */
export async function applyNode(run: Run, node: Node, change: Change, begin: () => void): Promise<void> {
  const spec = freshSpec(run, node);
  // What was compared with other values than those that came out, or long ago, is looked at again.
  const isAsPlanned = isDeepStrictEqual(spec, change.spec);
  if (change.action === 'keep' && change.outputs && isAsPlanned) {
    return keep(run, node, change, { outputs: change.outputs, adopted: change.adopted });
  }
  const entry = run.journal.entry(node.id);
  const isNew = change.action === 'create' && isAsPlanned;
  const live = isNew ? undefined : await find(run.context, node.kind, spec, entry);
  if (node.kind.found === true) {
    if (!live) throw new UserError('notFound', { node: node.id, type: node.kind.type, name: node.id });
    return keep(run, node, change, live);
  }
  const decision = decideAgain(run, node, change, spec, live);
  if (decision.action === 'keep' && live) return keep(run, node, change, live);
  begin();
  if (decision.action === 'replace' && live) return replace(run, node, change, spec, live);
  await make(run, node, change, spec, live);
}

/** What must be done now. Only what was shown in the plan is done. */
function decideAgain({ context, journal }: Run, node: Node, change: Change, spec: Resolved, live: AnyLive | undefined): Decision {
  const decision = decide(node, spec, live, journal.entry(node.id), { owner: context.owner, adopt: change.adopt === true });
  const isWorse = decision.action === 'replace' && change.action !== 'replace' && change.action !== 'create';
  if (isWorse) throw new UserError('changedMeanwhile', { node: node.id, type: node.kind.type });
  return decision;
}

/** Notes what exists, where the state does not know it yet. */
async function keep(run: Run, node: Node, change: Change, live: Pick<AnyLive, 'outputs' | 'adopted'>): Promise<void> {
  const entry = run.journal.entry(node.id);
  // An output that only settling gives is kept until it is given again.
  const outputs = { ...entry?.outputs, ...live.outputs };
  run.outputs.set(node.id, outputs);
  const noted: Entry = {
    ...entry,
    type: change.type,
    step: change.step,
    needs: change.needs,
    outputs,
    status: entry?.status ?? (node.kind.settle ? 'settling' : 'ready'),
    ...(live.adopted === true && { adopted: true }),
    ...(isShared(node.kind) && { shared: true }),
  };
  if (!isDeepStrictEqual(noted, entry)) await run.journal.record({ [node.id]: noted });
}

/** What destroy leaves alone. */
export const isShared = ({ found, shared }: Pick<AnyKind, 'found' | 'shared'>): boolean => found === true || shared === true;

/** Makes it or brings it in line: the intent is on disk before the call, the outcome after it. */
async function make(run: Run, node: Node, change: Change, spec: Resolved, live: AnyLive | undefined): Promise<void> {
  const { id, kind } = node;
  const before = run.journal.entry(id);
  const hash = hashOf(spec);
  // The token of an interrupted creation is sent again, so that AWS recognises the creation; another spec is another creation.
  const isResumed = before?.status === 'creating' && before.hash === hash && before.token !== undefined;
  const token = isResumed ? before.token : randomUUID();
  const adopted = live !== undefined && (change.adopt === true || isAdopted(live, before));
  const entry: Entry = {
    type: change.type,
    step: change.step,
    status: 'creating',
    needs: change.needs,
    hash,
    token,
    identity: identityOf(kind, spec),
    outputs: live?.outputs,
    ...(adopted && { adopted }),
    ...(isShared(kind) && { shared: true }),
  };
  await run.journal.record({ [id]: entry });
  const outputs: Outputs = await kind.ensure(
    adopted ? { ...run.context, adopting: true } : run.context,
    spec,
    live,
    intentOf(run, change, token),
  );
  run.outputs.set(id, outputs);
  await run.journal.record({ [id]: { ...entry, outputs, status: kind.settle ? 'settling' : 'ready' } });
  run.report.made(change, outputs);
}

/** Makes the new one before the old one goes, where both can exist at the same time. */
async function replace(run: Run, node: Node, change: Change, spec: Resolved, old: AnyLive): Promise<void> {
  const { context, journal } = run;
  const { id, kind } = node;
  const entry: Entry = {
    ...(journal.entry(id) ?? { type: change.type, step: change.step, needs: change.needs }),
    outputs: old.outputs,
    status: 'deleting',
  };
  const identity = identityOf(kind, spec);
  const isElsewhere = Object.entries(old.actual).some(([field, value]) => field in identity && !isDeepStrictEqual(identity[field], value));
  if (isElsewhere) {
    await journal.record({ [retiredId(id, journal.state().entries)]: retire(entry), [id]: undefined });
    const live: AnyLive | undefined = await kind.read(context, spec);
    if (live) mayTouch(node, spec, live, undefined, { owner: context.owner, adopt: change.adopt === true });
    return make(run, node, change, spec, live);
  }
  await journal.record({ [id]: entry });
  await kind.remove(context, old.outputs, intentOf(run, change, entry.token ?? randomUUID()));
  await journal.record({ [id]: undefined });
  await make(run, node, change, spec, undefined);
}

/** Waits until it can be used, and notes the outputs that exist only then. */
export async function settleNode(run: Run, node: Node, change: Change, begin: () => void): Promise<void> {
  const { kind, id } = node;
  const entry = run.journal.entry(id);
  if (!kind.settle || entry?.status !== 'settling' || !entry.outputs) return;
  begin();
  const intent = intentOf(run, change, entry.token ?? randomUUID());
  const outputs: Outputs = await kind.settle(run.context, freshSpec(run, node), entry.outputs, intent);
  run.outputs.set(id, outputs);
  await run.journal.record({ [id]: { ...entry, outputs, status: 'ready' } });
}

const HASH_LENGTH = 16;

/** A short fingerprint of a spec: the same for the same values, whatever the order of their keys. */
function hashOf(spec: Resolved): string {
  const sorted = JSON.stringify(spec, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex').slice(0, HASH_LENGTH);
}
