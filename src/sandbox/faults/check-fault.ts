import { LIFECYCLE } from '../behaviours/blue-green/lifecycle.ts';
import type { SandboxService } from '../operation.ts';
import { operationShape } from '../protocols/schema.ts';
import type { FaultSpec } from './armed-fault.ts';
import { FAULT_KINDS, isFaultKind, kindRecord, type FaultKind } from './kinds.ts';
import { fits } from './pattern.ts';
import { quotaOf } from './quotas.ts';
import { REGISTRY_OPERATIONS, REGISTRY_SERVICE } from './registry-faults.ts';

/** Something wrong with a fault that is asked for. */
export interface FaultMistake {
  readonly field: string;
  /**
   * `unknown`: none of the choices. `missing`. `number`: not a number from `min` to `max`. `type`: not of the kind of value that belongs here.
   * `unfit`: this kind of fault does not take it.
   */
  readonly problem: 'unknown' | 'missing' | 'number' | 'type' | 'unfit';
  readonly value?: unknown;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

export type CheckedFault = { readonly spec: FaultSpec } | { readonly mistakes: readonly FaultMistake[] };

type Field = Exclude<keyof FaultSpec, 'kind'>;

const NUMBERS: Readonly<Partial<Record<Field, readonly [min: number, max: number, whole: boolean]>>> = {
  times: [1, 1_000_000, true],
  for: [1, 10_000_000, false],
  after: [0, 1_000_000, true],
  probability: [0, 1, false],
  seed: [0, 2 ** 31 - 1, true],
  seconds: [0, 1_000_000, false],
  status: [200, 599, true],
};
const FLAGS: readonly Field[] = ['always', 'effect'];
const TEXTS: readonly Field[] = ['service', 'operation', 'region', 'match', 'code', 'message', 'action', 'state', 'event'];
const FIELDS: readonly string[] = ['kind', ...Object.keys(NUMBERS), ...FLAGS, ...TEXTS];
/** Fields that any kind takes. */
const COMMON: readonly string[] = ['region', 'match', 'times', 'always', 'for', 'after', 'probability', 'seed'];

const STATES = ['provisioning', 'failed'];
const STATUSES = ['500', '502', '503', '504'];
const operationsOf = (service: SandboxService): string[] => service.operations.map(({ schema }) => operationShape(schema).name);

/** Every service that a fault may name, with its operations. */
const catalogueOf = (services: readonly SandboxService[]): ReadonlyMap<string, readonly string[]> =>
  new Map<string, readonly string[]>([
    ...services.map(service => [service.name, operationsOf(service)] as const),
    [REGISTRY_SERVICE, REGISTRY_OPERATIONS],
  ]);

const fieldsOf = (kind: FaultKind): readonly string[] => {
  const { where, parameters } = kindRecord(kind);
  const scope = where === 'thing' && kind !== 'access-denied' ? [] : ['service', 'operation'];
  return ['kind', ...COMMON, ...scope, ...parameters];
};

function checkValue(field: string, value: unknown): FaultMistake[] {
  const range = NUMBERS[field as Field];
  if (range) {
    const [min, max, whole] = range;
    const fine = typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
    return fine ? [] : [{ field, problem: 'number', value, min, max }];
  }
  const wanted = FLAGS.includes(field as Field) ? 'boolean' : 'string';
  return typeof value === wanted && value !== '' ? [] : [{ field, problem: 'type', value }];
}

/** Whether a text, which may be a pattern, names one of the choices. */
const names = (pattern: unknown, choices: readonly string[]): boolean =>
  typeof pattern !== 'string' || choices.some(choice => fits(pattern, choice));

function checkPlace(spec: Readonly<Record<string, unknown>>, services: readonly SandboxService[]): FaultMistake[] {
  const catalogue = catalogueOf(services);
  const { service, operation, kind } = spec;
  if (!names(service, [...catalogue.keys()]))
    return [{ field: 'service', problem: 'unknown', value: service, choices: [...catalogue.keys()].sort() }];
  const chosen = [...catalogue].filter(([name]) => typeof service !== 'string' || fits(service, name));
  const possible = chosen.flatMap(([name, operations]) =>
    kind === 'quota' && spec['code'] === undefined ? operations.filter(one => quotaOf(name, one) !== undefined) : operations,
  );
  if (possible.length > 0 && names(operation, possible)) return [];
  return [{ field: 'operation', problem: 'unknown', value: operation ?? '*', choices: possible.toSorted() }];
}

function checkChoices(spec: Readonly<Record<string, unknown>>): FaultMistake[] {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['state', STATES],
    ['event', LIFECYCLE],
    ...(spec['kind'] === 'server-error' ? [['status', STATUSES] as const] : []),
  ];
  return lists.flatMap(([field, choices]) => {
    const value = spec[field];
    const isWrong = (typeof value === 'string' || typeof value === 'number') && !choices.includes(String(value));
    return isWrong ? [{ field, problem: 'unknown' as const, value, choices }] : [];
  });
}

/** Whether a text can be an IAM action of one of the services: `iam:PassRole`, `ecs:*`, `*`. */
function isAction(action: string, services: readonly SandboxService[]): boolean {
  const [prefix = '', name] = action.split(':');
  if (name === undefined) return action === '*';
  return /^[\w*]+$/.test(name) && services.some(service => fits(prefix, service.actionPrefix ?? service.name));
}

/** What is denied: by name of the action, or else the operation's own. */
function deniedAction(spec: FaultSpec, services: readonly SandboxService[]): string {
  const service = services.find(({ name }) => name === spec.service);
  return spec.action ?? `${service?.actionPrefix ?? service?.name ?? spec.service ?? '*'}:${spec.operation ?? '*'}`;
}

/** Checks a fault as somebody asks for it; tells all that is wrong with it at once. */
export function checkFault(asked: unknown, services: readonly SandboxService[]): CheckedFault {
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return { mistakes: [{ field: 'kind', problem: 'missing' }] };
  const spec = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined && value !== null)) as Record<
    string,
    unknown
  >;
  const { kind } = spec;
  const known = typeof kind === 'string' && isFaultKind(kind) ? kind : undefined;
  const kindMistakes: FaultMistake[] = known
    ? []
    : [{ field: 'kind', problem: kind === undefined ? 'missing' : 'unknown', value: kind, choices: Object.keys(FAULT_KINDS) }];
  const values = Object.entries(spec).filter(([field]) => field !== 'kind');
  const mistakes = [
    ...kindMistakes,
    ...values.flatMap(([field, value]): FaultMistake[] => {
      if (!FIELDS.includes(field)) return [{ field, problem: 'unknown', value, choices: FIELDS }];
      if (known && !fieldsOf(known).includes(field)) return [{ field, problem: 'unfit', value, choices: fieldsOf(known) }];
      return checkValue(field, value);
    }),
    ...checkPlace(spec, services),
    ...checkChoices(spec),
  ];
  const { action } = spec;
  if (typeof action === 'string' && !isAction(action, services)) mistakes.push({ field: 'action', problem: 'unknown', value: action });
  const lacksAction = known === 'access-denied' && ['action', 'service', 'operation'].every(field => spec[field] === undefined);
  if (lacksAction) mistakes.push({ field: 'action', problem: 'missing' });
  if (mistakes.length > 0) return { mistakes };
  // Every field has been checked.
  const fine = spec as unknown as FaultSpec;
  return { spec: known === 'access-denied' ? { ...fine, action: deniedAction(fine, services) } : fine };
}

/** A mistake as a sentence. */
export function mistakeText({ field, problem, value, choices = [], min, max }: FaultMistake): string {
  const shown = JSON.stringify(value);
  return {
    unknown: `${field} ${shown} is none of: ${choices.join(', ')}`,
    missing: `${field} is missing${choices.length > 0 ? `: one of ${choices.join(', ')}` : ''}`,
    number: `${field} ${shown} is no number from ${min} to ${max}`,
    type: `${field} ${shown} is not of the right type`,
    unfit: `this kind of fault does not take ${field}; it takes ${choices.join(', ')}`,
  }[problem];
}
