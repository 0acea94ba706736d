import type { World } from '../world.ts';

/** Where something is in a world: `['state', 'ecs', 'services', ARN]`, `['global', 'iam', 'roles', NAME]`. */
type Path = readonly string[];

/** A change that is not seen yet: what was there before it, or nothing. */
export interface UnseenChange {
  readonly path: Path;
  readonly before?: unknown;
}

type PlainRecord = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is PlainRecord => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

const rootsOf = ({ state, global }: World): PlainRecord => {
  const { timers: _timers, ...services } = state;
  return { state: services, global };
};

/** Names of everything that is there, as far as it is made of records. */
type Outline = ReadonlyMap<string, Outline>;

const outline = (value: unknown): Outline =>
  new Map(isRecord(value) ? Object.entries(value).map(([key, item]) => [key, outline(item)] as const) : []);

const additions = (value: unknown, before: Outline, path: Path): UnseenChange[] =>
  isRecord(value)
    ? Object.entries(value).flatMap(([key, item]) => {
        const known = before.get(key);
        if (known) return additions(item, known, [...path, key]);
        return typeof item === 'object' && item !== null ? [{ path: [...path, key] }] : [];
      })
    : [];

/** Remembers what there is now; what it returns tells what has been added since. */
export function watchAdditions(world: World): () => readonly UnseenChange[] {
  const before = outline(rootsOf(world));
  return () => additions(rootsOf(world), before, []);
}

const changedEntries = (path: Path, before: PlainRecord, now: PlainRecord): UnseenChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap(key =>
    JSON.stringify(before[key]) === JSON.stringify(now[key]) ? [] : [{ path: [...path, key], before: before[key] }],
  );

/** Remembers IAM as it is now; what it returns tells which of its things have changed since. */
export function watchIam({ global }: World): () => readonly UnseenChange[] {
  const before: PlainRecord = structuredClone({ ...global.iam });
  return () =>
    Object.entries(global.iam).flatMap(([sort, now]) => {
      const was = before[sort];
      return isRecord(now) && isRecord(was) ? changedEntries(['global', 'iam', sort], was, now) : [];
    });
}

// Images have tags too, which are names.
const holdsTags = (key: string, value: unknown): boolean =>
  /^tags$/i.test(key) && (isRecord(value) || (Array.isArray(value) && !value.some(item => typeof item === 'string')));

/** The places that hold tags. A service keeps those of all its things in one record by ARN, or each with its thing. */
const tagHolders = (value: unknown, path: Path): (readonly [key: string, path: Path, tags: unknown])[] =>
  isRecord(value)
    ? Object.entries(value).flatMap(([key, item]) => {
        const at = [...path, key];
        if (!holdsTags(key, item)) return tagHolders(item, at);
        const isRegister = at.length === 3 && isRecord(item);
        const holders = isRegister ? Object.entries(item).map(([arn, tags]) => [[...at, arn], tags] as const) : [[at, item] as const];
        return holders.map(([where, tags]) => [JSON.stringify(where), where, tags] as const);
      })
    : [];

/** Remembers all tags as they are now; what it returns tells which have changed since. */
export function watchTags(world: World): () => readonly UnseenChange[] {
  const before = new Map(tagHolders(rootsOf(world), []).map(([key, , tags]) => [key, JSON.stringify(tags)]));
  return () =>
    tagHolders(rootsOf(world), []).flatMap(([key, path, tags]) => {
      const was = before.get(key);
      if (was === JSON.stringify(tags)) return [];
      return [{ path, before: was === undefined ? emptied(tags) : (JSON.parse(was) as unknown) }];
    });
}

const emptied = (tags: unknown): unknown => (Array.isArray(tags) ? [] : {});

/** A copy of a record in which a change has not happened yet; what the path does not lead to is left as it is. */
function without<T>(value: T, { path, before }: UnseenChange): T {
  const [key = '', ...rest] = path;
  if (!isRecord(value) || (rest.length > 0 && !Object.hasOwn(value, key))) return value;
  const copy: Record<string, unknown> = Object.assign(Object.create(Object.getPrototypeOf(value) as object | null), value);
  if (rest.length > 0) copy[key] = without(value[key], { path: rest, before });
  else if (before === undefined) delete copy[key];
  else copy[key] = before;
  return copy as T;
}

/** The world as somebody sees it who does not see some changes yet. Of several changes of one thing the first comes last here, and counts. */
export function worldWithout(world: World, changes: readonly UnseenChange[]): World {
  if (changes.length === 0) return world;
  const { state, global } = changes.toReversed().reduce(without, { state: world.state, global: world.global });
  return Object.create(world, { state: { value: state }, global: { value: global } }) as World;
}
