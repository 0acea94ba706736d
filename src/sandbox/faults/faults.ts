import { randomBytes, randomInt } from 'node:crypto';
import type { SandboxService, TimerHandler } from '../operation.ts';
import type { HttpResponse } from '../protocols/protocol.ts';
import type { World } from '../world.ts';
import type { ArmedFault, FaultSpec } from './armed-fault.ts';
import { FAULT_KINDS, kindRecord, secondsOf, type FaultKind } from './kinds.ts';
import { watchAdditions, watchIam, watchTags, worldWithout, type UnseenChange } from './lag.ts';
import { chance, fits } from './pattern.ts';
import { quotaOf } from './quotas.ts';
import { strike } from './strike.ts';

/** Changes that some do not see yet: those who read through the API, or services that act with roles. */
interface Lag {
  readonly id: string;
  readonly region: string;
  readonly hiddenFrom: 'readers' | 'services';
  readonly changes: readonly UnseenChange[];
}

/** All that is kept of faults, in the state file too. */
export interface FaultState {
  readonly armed: ArmedFault[];
  readonly lags: Lag[];
}

/** A call that a fault may happen to. */
export interface FaultCall {
  readonly service: SandboxService;
  readonly operation: string;
  readonly region: string;
  readonly input: object;
  /** Told the id of the fault that happens. */
  readonly note: (fault: string) => void;
}

/** What the services of the sandbox ask about faults. */
export interface ThingFaults {
  /** Whether a fault befalls this thing now; each question counts. */
  readonly befalls: (kind: FaultKind, world: World, name: string) => ArmedFault | undefined;
  /** Whether a thing is in the power of a fault; it counts once for each thing, which stays so until the fault is cleared. */
  readonly holds: (kind: FaultKind, world: World, name: string, event?: string) => ArmedFault | undefined;
  /** Whether an IAM action is denied to everybody. */
  readonly denies: (world: World, action: string, resource: string) => boolean;
  /** The world as services see it to which new roles and policies have not spread yet. */
  readonly asServicesSee: (world: World) => World;
}

/** The faults of one sandbox. */
export interface Faults extends ThingFaults {
  readonly arm: (spec: FaultSpec) => ArmedFault;
  readonly list: () => readonly ArmedFault[];
  /** Clears one fault, or all, and what they have brought about; tells how many there were. */
  readonly clear: (id?: string) => number;
  /** Lets a fault happen to a call, if one is armed for it; else the call goes on. */
  readonly around: (call: FaultCall, proceed: (fault?: ArmedFault) => Promise<HttpResponse>) => Promise<HttpResponse>;
  /** Carries out an operation in the world as its caller sees it. */
  readonly carryOut: <T>(call: FaultCall, world: World, run: (seen: World) => T | Promise<T>) => Promise<T>;
  readonly state: () => FaultState;
  readonly timers: Readonly<Record<string, TimerHandler>>;
}

const OVER_TIMER = 'sandbox.fault-over';
const SEEN_TIMER = 'sandbox.change-seen';

const READS = /^(?:Describe|List|Get|BatchGet|Head|Filter|Lookup)/;

const WATCHES: Readonly<Partial<Record<FaultKind, readonly [Lag['hiddenFrom'], (world: World) => () => readonly UnseenChange[]]>>> = {
  'listing-lag': ['readers', watchAdditions],
  'tag-lag': ['readers', watchTags],
  'iam-propagation': ['services', watchIam],
};

const mayHappen = (fault: ArmedFault): boolean => {
  if (fault.over) return false;
  const limit = fault.times ?? (fault.always === true || fault.for !== undefined || kindRecord(fault.kind).lasting ? Infinity : 1);
  return fault.fired < limit;
};

/** Counts a matching call, and tells whether the fault happens at this one. */
function happens(fault: ArmedFault): boolean {
  fault.seen += 1;
  if (fault.seen <= (fault.after ?? 0) || !mayHappen(fault)) return false;
  if (fault.probability !== undefined && chance(fault.seed, fault.seen) >= fault.probability) return false;
  fault.fired += 1;
  return true;
}

const hasText = ({ match }: ArmedFault, text: () => string): boolean => match === undefined || text().includes(match);

const concerns = (fault: ArmedFault, { service, operation, region, input }: FaultCall): boolean =>
  fits(fault.service, service.name) &&
  fits(fault.operation, operation) &&
  fits(fault.region, region) &&
  (fault.kind !== 'quota' || fault.code !== undefined || quotaOf(service.name, operation) !== undefined) &&
  hasText(fault, () => JSON.stringify(input));

/** The faults of a sandbox, from a loaded state or none. */
export function createFaults(options: {
  readonly loaded: FaultState | undefined;
  readonly worldOf: (region?: string) => World;
  /** Called whenever something has changed that is to be saved. */
  readonly changed: () => void;
}): Faults {
  const { worldOf, changed } = options;
  const armed: ArmedFault[] = [...(options.loaded?.armed ?? [])];
  const lags: Lag[] = [...(options.loaded?.lags ?? [])];
  const remove = <T>(list: T[], isGone: (item: T) => boolean): number => {
    const kept = list.filter(item => !isGone(item));
    return list.splice(0, list.length, ...kept).length - kept.length;
  };

  const findFor = (kind: FaultKind, world: World, name: string, event?: string): ArmedFault | undefined =>
    armed.find(
      fault =>
        fault.kind === kind &&
        (fault.event === undefined || fault.event === event) &&
        fits(fault.region, world.region) &&
        hasText(fault, () => name) &&
        happens(fault),
    );

  const changesHiddenFrom = (hiddenFrom: Lag['hiddenFrom'], world: World): readonly UnseenChange[] =>
    lags
      .filter(lag => lag.hiddenFrom === hiddenFrom)
      .flatMap(({ region, changes }) => changes.filter(({ path }) => path[0] === 'global' || region === world.region));

  const watchFor = (call: FaultCall, world: World): (() => void) => {
    const watched = armed.flatMap(fault => {
      const watch = WATCHES[fault.kind];
      return watch && concerns(fault, call) && happens(fault) ? [{ fault, hiddenFrom: watch[0], changes: watch[1](world) }] : [];
    });
    return () => {
      for (const { fault, hiddenFrom, changes } of watched) {
        const id = randomBytes(8).toString('hex');
        lags.push({ id, region: world.region, hiddenFrom, changes: changes() });
        world.clock.after(secondsOf(fault), SEEN_TIMER, { id });
      }
    };
  };

  return {
    befalls: (kind, world, name) => findFor(kind, world, name),
    holds: (kind, world, name, event) => {
      const inEvent = (fault: ArmedFault) => fault.kind === kind && (fault.event === undefined || fault.event === event);
      const holding = armed.find(fault => inEvent(fault) && !fault.over && fault.subjects.includes(name));
      if (holding) return holding;
      const fault = findFor(kind, world, name, event);
      fault?.subjects.push(name);
      return fault;
    },
    denies: (world, action, resource) =>
      armed.some(
        fault =>
          fault.kind === 'access-denied' &&
          fits(fault.action, action) &&
          fits(fault.region, world.region) &&
          hasText(fault, () => resource) &&
          happens(fault),
      ),
    asServicesSee: world => worldWithout(world, changesHiddenFrom('services', world)),
    arm: spec => {
      const fault: ArmedFault = {
        seed: randomInt(2 ** 31),
        ...spec,
        id: randomBytes(4).toString('hex'),
        seen: 0,
        fired: 0,
        over: false,
        subjects: [],
      };
      armed.push(fault);
      if (fault.for !== undefined) worldOf().clock.after(fault.for, OVER_TIMER, { id: fault.id });
      changed();
      return fault;
    },
    list: () => armed,
    clear: id => {
      const count = remove(armed, fault => id === undefined || fault.id === id);
      if (id === undefined) lags.splice(0);
      changed();
      return count;
    },
    around: async (call, proceed) => {
      const fault = armed.find(one => FAULT_KINDS[one.kind].where === 'call' && concerns(one, call) && happens(one));
      if (!fault) return proceed();
      call.note(fault.id);
      return strike(fault, call, () => proceed(fault));
    },
    carryOut: async (call, world, run) => {
      if (READS.test(call.operation)) return run(worldWithout(world, changesHiddenFrom('readers', world)));
      const end = watchFor(call, world);
      const output = await run(world);
      end();
      return output;
    },
    state: () => ({ armed, lags }),
    timers: {
      [OVER_TIMER]: (_world, { id }: { readonly id: string }) => {
        for (const fault of armed) if (fault.id === id) fault.over = true;
      },
      [SEEN_TIMER]: (_world, { id }: { readonly id: string }) => {
        remove(lags, lag => lag.id === id);
      },
    },
  };
}
