import { join } from 'node:path';
import type { Timer } from './clock.ts';
import type { Faults, FaultState } from './faults/faults.ts';
import type { SandboxService } from './operation.ts';
import type { Time, TimerStore } from './time.ts';
import { emptyGlobalState, emptyRegionState, EVENT_TIMER, type GlobalState, type RegionState, type World } from './world.ts';

/** Folder, within that of the sandbox, of what is too large for the state: objects and image layers. */
export const BLOBS = 'blobs';

/** All that the sandbox remembers. */
export interface SandboxState {
  readonly global: GlobalState;
  readonly regions: Readonly<Record<string, RegionState>>;
  readonly faults?: FaultState;
}

/** The regions of one sandbox. A region comes into being when first asked for. */
export interface Worlds {
  readonly worldOf: (region: string) => World;
  readonly all: () => readonly World[];
  readonly state: () => SandboxState;
  /** Lets the services rebuild what they run. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Forgets everything. */
  readonly reset: () => Promise<void>;
}

export interface WorldsOptions {
  readonly account: string;
  readonly folder: string;
  readonly endpoint: () => string;
  readonly time: Time;
  readonly services: readonly SandboxService[];
  readonly faults: Faults;
  readonly loaded: SandboxState | undefined;
  /** Called whenever something may have changed. */
  readonly changed: () => void;
  readonly log: (error: unknown) => void;
}

// A state of an older version may lack a service, or a list within it, that came later.
const completed = <T extends object>(empty: T, loaded: Partial<T>): T => {
  const entries = Object.entries(empty).map(([key, value]: [string, unknown]) => {
    const found = (loaded as Record<string, unknown>)[key];
    if (found === undefined) return [key, value];
    return [key, Array.isArray(found) ? found : { ...(value as object), ...(found as object) }];
  });
  return Object.fromEntries(entries) as T;
};

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Takes the prototypes off the records of each service: their keys are names that users choose, and nothing is named `constructor` until somebody does so. */
const bare = <T extends object>(state: T): T => {
  const services: readonly unknown[] = Object.values(state);
  for (const record of services.filter(isPlain).flatMap(service => Object.values(service) as readonly unknown[])) {
    if (isPlain(record)) Object.setPrototypeOf(record, null);
  }
  return state;
};

/** Makes the regions, from a loaded state or empty. */
export const createWorlds = (options: WorldsOptions): Worlds => {
  const { account, services, faults, time } = options;
  const handlers = new Map([faults, ...services].flatMap(one => Object.entries(one.timers ?? {})));
  const worlds = new Map<string, World>();
  const stores = new Map<string, TimerStore>();
  let global = bare(completed(emptyGlobalState(), options.loaded?.global ?? {}));

  const fire = async (world: World, timer: Timer): Promise<void> => {
    try {
      const handler = handlers.get(timer.type);
      if (!handler) throw new Error(`no service handles the timer ${timer.type}`);
      // A timer's data is what its own service has set it with.
      await handler(world, timer.data as never);
    } catch (error) {
      options.log(error);
    }
    options.changed();
  };

  const createWorld = (region: string, given: RegionState): World => {
    const state = bare(given);
    const store: TimerStore = { timers: () => state.timers, fire: timer => fire(world, timer) };
    const clock = time.clockOf(store);
    const world: World = {
      account,
      region,
      get endpoint() {
        return options.endpoint();
      },
      clock,
      state,
      global,
      runtime: { tasks: new Map(), listeners: new Map(), metrics: new Map() },
      faults,
      folder: join(options.folder, BLOBS),
      emit: event => {
        clock.after(0, EVENT_TIMER, event);
      },
    };
    worlds.set(region, world);
    stores.set(region, store);
    return world;
  };

  const worldOf = (region: string): World => worlds.get(region) ?? createWorld(region, emptyRegionState(region, account));

  for (const [region, loaded] of Object.entries(options.loaded?.regions ?? {})) {
    createWorld(region, completed(emptyRegionState(region, account), loaded));
  }

  const stop = async (): Promise<void> => {
    for (const world of worlds.values()) {
      for (const service of services.toReversed()) await service.stop?.(world);
    }
  };

  return {
    worldOf,
    all: () => [...worlds.values()],
    state: () => ({
      global,
      faults: faults.state(),
      regions: Object.fromEntries([...worlds].map(([region, world]) => [region, world.state])),
    }),
    start: async () => {
      for (const world of worlds.values()) {
        for (const service of services) await service.start?.(world);
      }
    },
    stop,
    reset: async () => {
      await stop();
      for (const store of stores.values()) time.forget(store);
      worlds.clear();
      stores.clear();
      global = bare(emptyGlobalState());
      faults.clear();
      options.changed();
    },
  };
};
