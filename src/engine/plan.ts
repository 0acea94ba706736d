import { UserError } from '../errors.ts';
import { isShared } from './apply-node.ts';
import { isKept } from './kept.ts';
import { decide, identityOf, mayTouch, nameOf, type AnyLive, type Resolved } from './decide.ts';
import { Failures, failuresOf, type Failure } from './failures.ts';
import { find, isFindable } from './find.ts';
import { walk, type WalkOptions, type WalkResult } from './graph.ts';
import { ownedByOthers } from './owned-by-others.ts';
import { needsOf, resolve, UNKNOWN } from './refs.ts';
import { baseOf, inOrderOfRemoval } from './retired.ts';
import { Stopped } from './stopped.ts';
import type { AnyKind, Change, Context, Entry, Node, Outputs, Plan, Ref, State } from './types.ts';

export interface PlanOptions extends Pick<WalkOptions, 'concurrency'> {
  /** Take over what exists and is not ours. */
  readonly adopt?: boolean;
  /** Ids of the nodes to bring in line. What they need must exist and is left as it is; everything else is not looked at. */
  readonly only?: ReadonlySet<string> | undefined;
}

interface NodeJob {
  readonly id: string;
  readonly type: string;
  readonly step: string;
  readonly needs: readonly string[];
  readonly node: Node;
}

const jobOf = (node: Node): NodeJob => ({ id: node.id, type: node.kind.type, step: node.step, needs: needsOf(node.spec), node });

/**
 * Compares what is wanted with what exists. Reads, never writes. Everything that stands in the way (what belongs to somebody
 * else, what cannot be changed, what AWS refuses to show) is gathered and thrown together as `Failures`.
 */
export async function makePlan(nodes: readonly Node[], state: State, context: Context, options: PlanOptions = {}): Promise<Plan> {
  const { only, adopt = false, concurrency } = options;
  const jobs = nodes.map(jobOf);
  const changes = new Map<string, Change>();
  const outputs = new Map<string, Outputs>();
  const problems: Failure[] = [];
  const ids = new Set(nodes.map(({ id }) => id));
  const lookup = ({ $ref, attr }: Ref) => (ids.has($ref) ? outputs.get($ref) : state.entries[$ref]?.outputs)?.[attr];

  const result = await walk(
    only ? withNeeds(jobs, only) : jobs,
    async job => {
      const { id, node } = job;
      const spec = resolve(node.spec, lookup) as Resolved;
      const entry = state.entries[id];
      const isWanted = only === undefined || only.has(id);
      const refuse = (error: UserError): void => void problems.push({ id, type: job.type, step: job.step, error });
      const change = await (isWanted ? planNode : planNeeded)({ job, spec, entry, changes, refuse }, context, adopt);
      changes.set(id, change);
      // What is made anew will have other outputs.
      if (change.outputs && (change.action === 'keep' || change.action === 'update')) outputs.set(id, change.outputs);
    },
    { concurrency },
  );
  problems.push(...failuresOf(result));
  if (problems.length > 0) throw new Failures(problems);
  refuseHalf(result);

  const unwanted = Object.entries(state.entries)
    .filter(
      ([id, entry]) => !ids.has(id) && entry.adopted !== true && entry.shared !== true && (only === undefined || only.has(baseOf(id))),
    )
    .filter(([id, entry]) => !isWantedAgain(nodes.find(one => one.id === baseOf(id))?.kind, changes.get(baseOf(id)), entry))
    .map(([id, entry]) => deletion(id, entry));
  return { changes: [...jobs.flatMap(({ id }) => changes.get(id) ?? []), ...inOrderOfRemoval(unwanted)] };
}

/** What gave way to another thing, and is what the config names again: only the other one is to go. */
const isWantedAgain = (kind: AnyKind | undefined, change: Change | undefined, { type, outputs }: Entry): boolean => {
  const spec = change?.spec as Resolved | undefined;
  return kind?.type === type && kind.identity.every(field => outputs?.[field] !== undefined && outputs[field] === spec?.[field]);
};

/** Who was stopped while he looked has not seen everything. */
function refuseHalf({ skipped }: WalkResult<NodeJob>): void {
  if (skipped.length > 0) throw new Stopped();
}

export interface Removal extends Plan {
  /** Ids of what was taken over, by us or from us, and of what of ours that needs: left alone. */
  readonly spared: readonly string[];
  /** What another set-up has taken over from us, and which. */
  readonly theirs: ReadonlyMap<string, string>;
}

export interface DestroyOptions extends Pick<WalkOptions, 'concurrency'> {
  /** Remove also what was taken over, and what that needs. */
  readonly adopted?: boolean;
  /** Finds more that is ours, beside what is known. */
  readonly findMore?: ((known: State['entries']) => Promise<State['entries']>) | undefined;
}

/**
 * The removal of everything that we made: what the state notes, and what `nodes` describe and carries our mark although the state
 * does not know it (lost, or interrupted before it was noted). Found things are left alone, and so is what was taken over, unless told.
 */
export async function planDestroy(nodes: readonly Node[], state: State, context: Context, options: DestroyOptions = {}): Promise<Removal> {
  const recalled = await recall(nodes, state, context, options);
  const known = { ...recalled, ...(await options.findMore?.(recalled)) };
  const kinds = new Map(nodes.map(({ kind }) => [kind.type, kind]));
  const ours = await Promise.all(Object.entries(known).map(async pair => ((await isKept(pair[1], kinds.get(pair[1].type))) ? [] : [pair])));
  const theirs = await ownedByOthers(nodes, state, known, context);
  const isNotOurs = ([id, { adopted }]: [string, Entry]): boolean => theirs.has(id) || (adopted === true && options.adopted !== true);
  const needed = takenOver(known, kinds, isNotOurs);
  const doomed = ours.flat().filter(([id]) => !needed.has(id));
  const spared = ours.flat().flatMap(([id]) => (needed.has(id) ? [id] : []));
  return { changes: inOrderOfRemoval(doomed.map(([id, entry]) => deletion(id, entry))), spared, theirs };
}

/** What was taken over, and what it would not work without: the role of a pipeline, the security group of a load balancer. */
function takenOver(
  entries: State['entries'],
  kinds: ReadonlyMap<string, AnyKind>,
  isNotOurs: (pair: [string, Entry]) => boolean,
): ReadonlySet<string> {
  const spared = new Set<string>();
  const spare = (id: string): void => {
    if (spared.has(id) || entries[id] === undefined) return;
    spared.add(id);
    entries[id].needs.forEach(spare);
  };
  for (const pair of Object.entries(entries)) if (isNotOurs(pair)) spare(pair[0]);
  for (const [id, { type, needs }] of Object.entries(entries)) {
    const whole = kinds.get(type)?.partOf;
    if (whole !== undefined && needs.some(need => spared.has(need) && entries[need]?.type === whole)) spared.add(id);
  }
  return spared;
}

/** The entries of the state, completed by what exists and carries our mark. */
export async function recall(
  nodes: readonly Node[],
  state: State,
  context: Context,
  { concurrency }: Pick<WalkOptions, 'concurrency'> = {},
): Promise<State['entries']> {
  const entries = new Map(Object.entries(state.entries));
  const outputs = new Map<string, Outputs>();
  const lookup = ({ $ref, attr }: Ref) => (outputs.get($ref) ?? entries.get($ref)?.outputs)?.[attr];
  const jobs = nodes.map(jobOf);
  const missing = new Set(jobs.filter(({ id }) => !state.entries[id]?.outputs).map(({ id }) => id));
  const result = await walk(
    withNeeds(jobs, missing),
    async ({ id, node: { kind, spec: inputs }, type, step, needs }) => {
      const entry = state.entries[id];
      const spec = resolve(inputs, lookup) as Resolved;
      if (entry?.outputs || !isFindable(kind, spec)) return;
      // A part carries no mark: it is ours where the whole is.
      if (kind.partOf !== undefined && !needs.some(need => entries.get(need)?.type === kind.partOf)) return;
      const live = await whenThere(find(context, kind, spec, entry), kind);
      if (live) outputs.set(id, live.outputs);
      const isFound = kind.found === true;
      if (!live || (!isFound && live.owner !== context.owner)) return;
      const known = { type, step, needs, status: 'ready', identity: identityOf(kind, spec), outputs: live.outputs } as const;
      entries.set(id, { ...entry, ...known, ...adoptedOf(live), ...(isShared(kind) && { shared: true }) });
    },
    { concurrency },
  );
  if (result.failures.length > 0) throw new Failures(failuresOf(result));
  refuseHalf(result);
  return Object.fromEntries(entries);
}

/** A thing that is looked up and says itself why it is not there need not be there for a removal. */
async function whenThere(found: Promise<AnyLive | undefined>, kind: AnyKind): Promise<AnyLive | undefined> {
  try {
    return await found;
  } catch (error) {
    if (kind.found === true && error instanceof UserError) return undefined;
    throw error;
  }
}

interface Subject {
  readonly job: NodeJob;
  readonly spec: Resolved;
  readonly entry: Entry | undefined;
  /** The changes of the nodes before it. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Notes what stands in the way; the nodes that need this one are still looked at. */
  readonly refuse: (error: UserError) => void;
}

/** The name of the first thing that what finds the node refers to. */
function wholeOf({ kind, spec }: Node, changes: Subject['changes']): string | undefined {
  const inputs = spec as Resolved;
  const [id] = kind.identity.flatMap(field => needsOf(inputs[field]));
  const name = id === undefined ? undefined : (changes.get(id)?.spec as Resolved | undefined)?.['name'];
  return typeof name === 'string' && name !== UNKNOWN ? name : undefined;
}

const blank = ({ job, spec, changes }: Subject) => ({
  id: job.id,
  type: job.type,
  step: job.step,
  needs: job.needs,
  fields: [],
  spec,
  of: wholeOf(job.node, changes),
  ...(job.node.kind.found === true && { found: true }),
});

/** What must be done to a node that is to be brought in line. */
async function planNode(subject: Subject, context: Context, adopt: boolean): Promise<Change> {
  const { job, spec, entry } = subject;
  const { kind } = job.node;
  if (!isFindable(kind, spec)) return planUnknown(subject);
  const live = await find(context, kind, spec, entry);
  if (kind.found === true) {
    if (!live) throw notFound(subject);
    return { ...blank(subject), action: 'keep', outputs: live.outputs };
  }
  const change = { ...blank(subject), outputs: live?.outputs, ...adoptedOf(live) };
  try {
    const { action, fields, adopt: isAdopted } = decide(job.node, spec, live, entry, { owner: context.owner, adopt });
    return { ...change, action, fields, ...(isAdopted && { adopt: true }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    subject.refuse(error);
    return { ...change, action: 'keep' };
  }
}

/** What finds the node depends on things that do not exist yet, or will be others: so does the node itself. */
function planUnknown(subject: Subject): Change {
  const { job, entry, changes, refuse } = subject;
  const { kind, spec } = job.node;
  if (kind.found === true) return { ...blank(subject), action: 'keep' };
  if (!entry?.outputs) return { ...blank(subject), action: 'create' };
  const inputs = spec as Resolved;
  const parents = new Set(kind.identity.flatMap(field => needsOf(inputs[field])).map(id => changes.get(id)?.action));
  const action = parents.has('replace') ? 'replace' : parents.has('create') ? 'create' : 'update';
  if (action === 'replace' && kind.irreplaceable === true) {
    refuse(new UserError('irreplaceable', { node: job.id, type: kind.type, fields: kind.identity.join(', '), wanted: '' }));
  }
  return { ...blank(subject), action, outputs: action === 'create' ? undefined : entry.outputs };
}

/** A node of an earlier step: it must be there, and is left as it is. */
async function planNeeded(subject: Subject, context: Context, adopt: boolean): Promise<Change> {
  const { job, spec, entry } = subject;
  const { kind, id, step } = job.node;
  const live = isFindable(kind, spec) ? await find(context, kind, spec, entry) : undefined;
  if (!live) throw kind.found === true ? notFound(subject) : new UserError('missingStep', { step, node: id });
  if (kind.found !== true) mayTouch(job.node, spec, live, entry, { owner: context.owner, adopt });
  return { ...blank(subject), action: 'keep', outputs: live.outputs, ...adoptedOf(live) };
}

const adoptedOf = (live: AnyLive | undefined): Pick<Change, 'adopted'> => (live?.adopted === true ? { adopted: true } : {});

const notFound = ({ job, spec }: Subject): UserError =>
  new UserError('notFound', { node: job.id, type: job.type, name: nameOf(job.node.kind, spec) });

const deletion = (id: string, { type, step, needs, outputs, identity }: Entry): Change => ({
  id,
  type,
  step,
  action: 'delete',
  fields: [],
  needs,
  outputs,
  // It goes by the name by which it came.
  ...(identity && { spec: identity }),
});

/** The jobs named, and all that they need, directly or not. */
function withNeeds(jobs: readonly NodeJob[], ids: ReadonlySet<string>): readonly NodeJob[] {
  const byId = new Map(jobs.map(job => [job.id, job]));
  const reached = new Set<string>();
  const visit = (id: string): void => {
    if (reached.has(id)) return;
    reached.add(id);
    byId.get(id)?.needs.forEach(visit);
  };
  ids.forEach(visit);
  return jobs.filter(({ id }) => reached.has(id));
}
