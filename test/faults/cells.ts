import { EXIT } from '../../src/errors.ts';
import type { FaultSpec } from '../../src/sandbox/faults/armed-fault.ts';
import { quotaOf } from '../../src/sandbox/faults/quotas.ts';
import type { Cell, CommandName, Reference } from './judge.ts';

const READ = /^(?:Describe|List|Get|Head|BatchGet|BatchCheck|Simulate|CheckVersion)/;

/** The n-th call of an operation. */
interface Place {
  readonly service: string;
  readonly operation: string;
  /** How many calls of it come before. */
  readonly after: number;
  /** Faults at places of different rounds never strike in the same run. */
  readonly round: number;
}

const nameOf = ({ service, operation, after }: Place): string => `${service}:${operation} ${after + 1}`;

/** Every call of a command, as its undisturbed run was recorded. */
function placesIn({ calls, registry }: Reference): readonly Place[] {
  const counts = new Map<string, number>();
  const sent = calls.map(({ service, operation }): Place => {
    const key = `${service}:${operation}`;
    const after = counts.get(key) ?? 0;
    counts.set(key, after + 1);
    return { service, operation, after, round: after };
  });
  // A layer is sent by several requests, which are tried again together: two of them in one run would be one after the other.
  const pushed = Object.entries(registry).flatMap(([operation, count], index) =>
    Array.from({ length: count }, (_, after): Place => ({ service: 'registry', operation, after, round: index + after })),
  );
  return [...sent, ...pushed];
}

/** Lists of places of which none has an operation twice: a fault at each of them can strike in one and the same run. */
function rounds(places: readonly Place[], most: number): readonly (readonly Place[])[] {
  const numbers = [...new Set(places.map(({ round }) => round))].slice(0, most);
  return numbers.map(number => places.filter(({ round }) => round === number));
}

const specOf = (fault: FaultSpec, { service, operation, after }: Place, times = 1): FaultSpec => ({
  ...fault,
  service,
  operation,
  after,
  times,
});

/** What a call may meet on its way that comes to nothing when it is sent again. */
const PASSING: Readonly<Record<string, FaultSpec>> = {
  throttled: { kind: 'throttling' },
  'error 500': { kind: 'server-error' },
  'error 503': { kind: 'server-error', status: 503 },
  'connection lost': { kind: 'drop' },
};

/** What is carried out although the answer says otherwise, or does not come. */
const ANSWER_LOST: Readonly<Record<string, FaultSpec>> = {
  'answer lost': { kind: 'drop', effect: true },
  'error 500 after the effect': { kind: 'server-error', effect: true },
};

/** Waits that do not come to an end on AWS: what the first run makes of it is a matter of the exit code, the second one goes on. */
const HANGING: readonly (readonly [CommandName, string, FaultSpec, kill?: boolean])[] = [
  ['init', 'load balancer stays in provisioning', { kind: 'stuck-load-balancer', state: 'provisioning' }],
  ['init', 'service never steady', { kind: 'unsteady-service' }],
  ['init', 'no capacity', { kind: 'capacity' }],
  // A deployment is followed for as long as CodeDeploy lets it go on.
  ['init', 'deployment stuck', { kind: 'stuck-deployment' }, true],
  ['release', 'deployment stuck', { kind: 'stuck-deployment' }, true],
];

const LAGS: Readonly<Record<string, FaultSpec>> = {
  'roles spread slowly': { kind: 'iam-propagation', seconds: 40 },
  'lists lag': { kind: 'listing-lag', seconds: 6 },
  'tags lag': { kind: 'tag-lag', seconds: 6 },
};

/** Creations after which a run is killed whose successor wants another name. */
const RENAMED: readonly (readonly [service: string, operation: string, flag: string])[] = [
  ['elasticloadbalancing', 'CreateLoadBalancer', '--alb-name'],
  ['codepipeline', 'CreatePipeline', '--pipeline-name'],
];

/** At how many points of time in a command the credentials expire. */
const EXPIRIES = 8;

const ROUNDS_OF_READS = 2;

/** Three faults at each of so many places are made good within half a minute: the pauses before further attempts are real time. */
const MOST_IN_A_ROW = 12;

const inParts = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));

/** Every cell of the matrix for one command. */
export function cellsOf(command: CommandName, reference: Reference): readonly Cell[] {
  const places = placesIn(reference);
  const changes = places.filter(({ operation }) => !READ.test(operation));
  const reads = places.filter(({ operation }) => READ.test(operation));
  const killed = (kind: string, effect: boolean): readonly Cell[] =>
    changes.map(place => ({ command, kind, place: nameOf(place), kill: true, arm: [specOf({ kind: 'timeout', effect }, place)] }));
  const passing = (kind: string, fault: FaultSpec, of: readonly Place[], what: string, most: number, times: number): readonly Cell[] =>
    rounds(of, most)
      .flatMap(round => inParts(round, times === 1 ? round.length : MOST_IN_A_ROW))
      .map((places, index) => ({
        command,
        kind: times === 1 ? kind : `${kind}, ${times} times`,
        place: `${places.length} ${what}, part ${index + 1}`,
        codes: [EXIT.done],
        arm: places.map(place => specOf(fault, place, times)),
      }));

  return [
    ...killed('killed before the call arrives', false),
    ...killed('killed after the effect', true),
    ...RENAMED.filter(() => command === 'init').map(([service, operation, flag]): Cell => ({
      command,
      kind: 'killed after the effect, then another name',
      place: `${service}:${operation}`,
      kill: true,
      arm: [{ kind: 'timeout', effect: true, service, operation }],
      changed: [flag, 'another-name'],
    })),
    ...Array.from({ length: reference.points }, (_, index) => ({
      command,
      kind: 'killed inside a write of the state',
      place: `point ${index + 1}`,
      dieAt: index + 1,
    })),
    ...Object.entries(ANSWER_LOST).flatMap(([kind, fault]) => passing(kind, fault, changes, 'changes', Infinity, 1)),
    ...Object.entries(PASSING).flatMap(([kind, fault]) =>
      [1, 3].flatMap(times => [
        ...passing(kind, fault, changes, 'changes', Infinity, times),
        ...passing(kind, fault, reads, 'reads', ROUNDS_OF_READS, times),
      ]),
    ),
    ...[...new Set(reference.calls.filter(({ operation }) => !READ.test(operation)).flatMap(({ actions }) => actions))].map(
      (action): Cell => ({
        command,
        kind: 'access denied',
        place: action,
        arm: [{ kind: 'access-denied', action }],
        codes: [EXIT.refused],
      }),
    ),
    ...Array.from({ length: EXPIRIES }, (_, index): Cell => {
      const after = Math.floor((index * reference.calls.length) / EXPIRIES);
      return {
        command,
        kind: 'credentials expire',
        place: `after ${after} calls`,
        arm: [{ kind: 'expired-credentials', after }],
        codes: [EXIT.config],
      };
    }),
    ...changes
      .filter(({ service, operation, after }) => after === 0 && quotaOf(service, operation) !== undefined)
      .map(({ service, operation }): Cell => ({
        command,
        kind: 'quota reached',
        place: `${service}:${operation}`,
        arm: [{ kind: 'quota', service, operation }],
        codes: [EXIT.refused],
      })),
    ...Object.entries(LAGS).map(([kind, fault]): Cell => ({ command, kind, place: 'all along', arm: [fault], codes: [EXIT.done] })),
    ...HANGING.filter(([of]) => of === command).map(([, place, fault, kill = false]): Cell => ({
      command,
      kind: 'a wait hangs',
      place,
      arm: [fault],
      kill,
    })),
  ];
}

/** A faulted run, and another fault in the run that is to make it good. */
export function doubleFaults(cells: readonly Cell[], count: number, draw: () => number): readonly Cell[] {
  const deadly = cells.filter(({ kill, dieAt }) => kill === true || dieAt !== undefined);
  const pick = (from: readonly Cell[]): Cell => {
    const cell = from[Math.floor(draw() * from.length)];
    if (!cell) throw new Error('There is nothing to draw from.');
    return cell;
  };
  return Array.from({ length: count }, (): Cell => {
    const first = pick(deadly);
    const second = pick(deadly.filter(({ command }) => command === first.command));
    return { ...first, kind: 'killed twice', place: `${first.kind}, ${first.place}, then ${second.kind}, ${second.place}`, next: second };
  });
}

/** A generator of numbers from 0 to 1: the same ones for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Some of each kind and command, by chance, so that no row of the matrix stays empty. */
export function sampleOf(cells: readonly Cell[], each: (cell: Cell) => number, draw: () => number): readonly Cell[] {
  const rows = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = `${cell.command} ${cell.kind}`;
    rows.set(name, [...(rows.get(name) ?? []), cell]);
  }
  return [...rows.values()].flatMap(row => {
    const left = [...row];
    const count = Math.min(left.length, each(row[0] as Cell));
    return Array.from({ length: count }, () => left.splice(Math.floor(draw() * left.length), 1)).flat();
  });
}
