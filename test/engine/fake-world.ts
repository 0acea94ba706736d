import { node } from '../../src/engine/refs.ts';
import { emptyState } from '../../src/engine/state-text.ts';
import type {
  AnyKind,
  Change,
  Context,
  Inputs,
  Intent,
  Kind,
  Live,
  Node,
  Outputs,
  Plan,
  Reporter,
  State,
  Store,
} from '../../src/engine/types.ts';
import { makePlan, type PlanOptions } from '../../src/engine/plan.ts';
import { applyPlan } from '../../src/engine/apply.ts';
import { BINDING } from './binding.ts';
import type { WalkOptions } from '../../src/engine/graph.ts';

/** What exists in the world. */
interface Thing {
  readonly id: string;
  readonly type: string;
  fields: Fields;
  owner: string | undefined;
  adopted?: boolean;
  readonly token: string;
}

type Fields = Readonly<Record<string, unknown>>;

export interface FakeContext extends Context {
  readonly world: World;
}

/** Stands for the end of the process: nothing goes on after it. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** A small cloud in memory, with the calls it has heard. */
class World {
  readonly things = new Map<string, Thing>();
  readonly calls: string[] = [];
  /** Called at every point where a process may die, before and after each effect. */
  onPoint: (point: string) => void | Promise<void> = () => {};
  private made = 0;

  async effect<T>(call: string, run: () => T): Promise<T> {
    await this.onPoint(`before ${call}`);
    this.calls.push(call);
    const result = run();
    await this.onPoint(`after ${call}`);
    return result;
  }

  create(type: string, fields: Fields, owner: string | undefined, token = ''): Thing {
    this.made += 1;
    const thing = { id: `${type}-${this.made}`, type, fields, owner, token };
    this.things.set(thing.id, thing);
    return thing;
  }

  find(type: string, fields: Fields): Thing | undefined {
    return [...this.things.values()].find(
      thing =>
        thing.type === type &&
        Object.entries(fields).every(([field, value]) => JSON.stringify(thing.fields[field]) === JSON.stringify(value)),
    );
  }

  /** Refuses, as AWS does, what others refer to. */
  remove(id: string): void {
    const user = [...this.things.values()].find(thing => thing.id !== id && JSON.stringify(thing.fields).includes(`"${id}"`));
    if (user) throw new Error(`${id} is in use by ${user.id}`);
    this.things.delete(id);
  }

  /** Everything, by type and fields, with ids in fields replaced by what they stand for. */
  inventory(): readonly string[] {
    const described = (thing: Thing): string => {
      const fields = JSON.stringify(thing.fields).replaceAll(/"([a-z]+-\d+)"/g, (whole, id: string) => {
        const other = this.things.get(id);
        return other ? `(${described(other)})` : whole;
      });
      return `${thing.type} ${fields} ${thing.owner}`;
    };
    return [...this.things.values()].map(described).sort();
  }
}

interface Traits extends Partial<Pick<AnyKind, 'replaceOn' | 'createOnly' | 'irreplaceable' | 'found'>> {
  readonly identity: readonly string[];
  /** It has an address, but only after a while. */
  readonly settles?: boolean;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

type Spec = Readonly<Record<string, unknown>>;

/** A kind whose things are records of fields. */
function fakeKind(type: string, traits: Traits): Kind<Spec, Outputs, FakeContext> {
  const { settles = false, ...rest } = traits;
  const outputsOf = ({ id, fields }: Thing): Outputs => ({
    id,
    name: textOf(fields['name']),
    ...(settles && 'address' in fields && { address: textOf(fields['address']) }),
  });
  const ensure = async (
    { world, owner, adopting = false }: FakeContext,
    spec: Spec,
    live: Live<Spec, Outputs> | undefined,
    intent: Intent,
  ): Promise<Outputs> => {
    if (!live) {
      return world.effect(`create ${type} ${String(spec['name'])}`, () => {
        const identity = Object.fromEntries(traits.identity.map(field => [field, spec[field]]));
        const twin = world.find(type, identity);
        if (twin && twin.token === intent.token) return outputsOf(twin);
        if (twin) throw new Error(`${type} ${JSON.stringify(identity)} exists`);
        return outputsOf(world.create(type, spec, owner, intent.token));
      });
    }
    const thing = world.things.get(String(live.outputs['id']));
    if (!thing) throw new Error(`${String(live.outputs['id'])} is gone`);
    return world.effect(`update ${type} ${String(spec['name'])}`, () => {
      const kept = new Set<unknown>([...(traits.createOnly ?? []), 'address']);
      thing.fields = { ...thing.fields, ...Object.fromEntries(Object.entries(spec).filter(([field]) => !kept.has(field))) };
      Object.assign(thing, { owner, ...(adopting && { adopted: true }) });
      return outputsOf(thing);
    });
  };
  return {
    type,
    outputs: ['id', 'name', ...(settles ? ['address'] : [])],
    ...(settles && { late: ['address'] }),
    ...rest,
    permissions: { read: [], write: [] },
    async read({ world }, spec, known) {
      world.calls.push(`read ${type} ${String(known?.['name'] ?? spec['name'])}`);
      const noted = known && world.things.get(String(known['id']));
      const identity = Object.fromEntries(traits.identity.map(field => [field, spec[field]]));
      const thing = noted ?? world.find(type, identity);
      if (!thing) return undefined;
      const { address: _address, ...actual } = thing.fields;
      return { outputs: outputsOf(thing), actual, owner: thing.owner, adopted: thing.adopted };
    },
    ensure,
    ...(settles && {
      async settle({ world }: FakeContext, spec: Spec, out: Outputs) {
        const thing = world.things.get(String(out['id']));
        if (!thing) throw new Error(`${String(out['id'])} is gone`);
        return world.effect(`settle ${type} ${String(spec['name'])}`, () => {
          thing.fields = { ...thing.fields, address: `${String(spec['name'])}.example` };
          return outputsOf(thing);
        });
      },
    }),
    async remove({ world }, known) {
      await world.effect(`remove ${type} ${String(known['name'])}`, () => world.remove(String(known['id'])));
    },
  };
}

export const KINDS = {
  vpc: fakeKind('vpc', { identity: ['name'], found: true }),
  role: fakeKind('role', { identity: ['name'] }),
  disk: fakeKind('disk', { identity: ['name'], replaceOn: ['format'] }),
  balancer: fakeKind('balancer', { identity: ['name'], replaceOn: ['vpc'], irreplaceable: true, settles: true }),
  listener: fakeKind('listener', { identity: ['balancer', 'port'] }),
  service: fakeKind('service', { identity: ['name'], createOnly: ['count'] }),
} as const;

export const kindsByType: ReadonlyMap<string, AnyKind> = new Map(Object.values(KINDS).map(kind => [kind.type, kind]));

/** A node of one of the kinds above. */
export const thing = (id: string, kind: keyof typeof KINDS, spec: Inputs<Spec>) =>
  node<Spec, Outputs, FakeContext>('step', id, KINDS[kind], spec);

/** A reference that the loose output names of the fake kinds do not check. */
export const ref = ($ref: string, attr = 'id') => ({ $ref, attr });

/** A set-up in which some things wait for others, and one for an address that comes late. */
export const setup = (changes: { count?: number; diskFormat?: string; roleName?: string } = {}): readonly Node[] => [
  thing('vpc', 'vpc', { name: 'default' }),
  thing('role', 'role', { name: changes.roleName ?? 'app-role' }),
  thing('disk', 'disk', { name: 'app-disk', format: changes.diskFormat ?? 'ext4' }),
  thing('balancer', 'balancer', { name: 'app', vpc: ref('vpc') }),
  thing('listener', 'listener', { name: 'listener', balancer: ref('balancer'), port: 80 }),
  thing('service', 'service', { name: 'app', role: ref('role'), listener: ref('listener'), disk: ref('disk'), count: changes.count ?? 1 }),
  thing('record', 'role', { name: { $join: ['record-', ref('balancer', 'address')] } }),
];

/** A store in memory that dies where the world dies. */
class MemoryStore implements Store {
  saved: State = emptyState(BINDING);
  saves = 0;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  async load(): Promise<State> {
    return this.saved;
  }

  async save(state: State): Promise<void> {
    await this.world.onPoint('before save');
    this.saves += 1;
    this.saved = structuredClone(state);
    await this.world.onPoint('after save');
  }
}

/** Hears and remembers everything. */
export function recorder() {
  const heard: string[] = [];
  const tell =
    (what: string) =>
    (change: Change): void =>
      void heard.push(`${what} ${change.id}`);
  const report: Reporter = {
    starting: tell('starting'),
    note: (change, code) => void heard.push(`note ${change.id} ${code}`),
    made: tell('made'),
    done: tell('done'),
    failed: tell('failed'),
    skipped: tell('skipped'),
  };
  return { heard, report };
}

/** A world with a default VPC, a store, and the verbs of a run. */
export function start(owner = BINDING.owner) {
  const world = new World();
  world.create('vpc', { name: 'default' }, undefined);
  const store = new MemoryStore(world);
  const context: FakeContext = { owner, world };
  const { heard, report } = recorder();
  const plan = (nodes: readonly Node[], options?: PlanOptions): Promise<Plan> => makePlan(nodes, store.saved, context, options);
  const apply = (nodes: readonly Node[], planned: Plan, options?: WalkOptions): Promise<State> =>
    applyPlan(planned, nodes, kindsByType, store, context, report, options);
  const up = async (nodes: readonly Node[], options?: PlanOptions & WalkOptions): Promise<readonly string[]> => {
    const planned = await plan(nodes, options);
    await apply(nodes, planned, options);
    return summary(planned);
  };
  return { world, store, context, heard, report, plan, apply, up };
}

/** Only what is to be done: `create disk`, `update service count`. */
export const summary = ({ changes }: Plan): readonly string[] =>
  changes
    .filter(({ action }) => action !== 'keep')
    .map(({ action, id, fields }) => [action, id, ...fields.map(({ field }) => field)].join(' '));

/** The problems that a plan or a run has gathered. */
export const problemsIn = (error: unknown): readonly unknown[] => (error as AggregateError).errors;
