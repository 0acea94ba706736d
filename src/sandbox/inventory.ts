import type { World } from './world.ts';

/** How many things of one sort a service holds, and their names. */
interface InventoryEntry {
  readonly count: number;
  readonly names: readonly string[];
}

/** What the sandbox holds, by service and sort. */
export type Inventory = Readonly<Record<string, Readonly<Record<string, InventoryEntry>>>>;

const NAME = /(?:name|arn|id|family)$/i;

const nameOf = (item: unknown): string | undefined => {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return undefined;
  const named = Object.entries(item).find(([key, value]) => NAME.test(key) && typeof value === 'string');
  return named && String(named[1]);
};

const entryOf = (value: unknown): InventoryEntry | undefined => {
  if (Array.isArray(value)) return { count: value.length, names: value.flatMap(item => nameOf(item) ?? []) };
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return undefined;
  const names = Object.keys(value);
  return { count: names.length, names };
};

const inventoryOf = (state: object): Record<string, InventoryEntry> =>
  Object.fromEntries(
    Object.entries(state).flatMap(([sort, value]) => {
      const entry = entryOf(value);
      return entry && entry.count > 0 ? [[sort, entry]] : [];
    }),
  );

/** What there is in a region and in the global services. */
export const inventory = (world: World): Inventory => {
  const { timers: _timers, ...services } = world.state;
  return Object.fromEntries(
    Object.entries({ ...services, ...world.global })
      .map(([service, state]) => [service, inventoryOf(state)] as const)
      .filter(([, sorts]) => Object.keys(sorts).length > 0),
  );
};
