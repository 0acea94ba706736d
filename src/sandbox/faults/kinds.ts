/** What may be said about a fault besides where it applies and how often. */
export type FaultParameter = 'seconds' | 'status' | 'code' | 'message' | 'effect' | 'action' | 'state' | 'event';

/** One kind of fault. */
export interface FaultKindRecord {
  /**
   * `call`: it happens to a call, before it is carried out or to its answer. `lag`: what a call changes is seen later.
   * `thing`: it befalls a thing in the sandbox, such as a load balancer, whoever made it.
   */
  readonly where: 'call' | 'lag' | 'thing';
  /** What it takes. */
  readonly parameters: readonly FaultParameter[];
  /** AWS seconds, or real ones for a `call`, where they are left out. */
  readonly seconds?: number;
  /** Lasts until it is cleared unless it is said how often; the others happen once. */
  readonly lasting?: boolean;
}

/** Every kind of fault, by name. */
export const FAULT_KINDS = {
  throttling: { where: 'call', parameters: ['code', 'message'] },
  'server-error': { where: 'call', parameters: ['status', 'code', 'message', 'effect'] },
  html: { where: 'call', parameters: ['status', 'effect'] },
  drop: { where: 'call', parameters: ['effect'] },
  timeout: { where: 'call', parameters: ['effect'] },
  latency: { where: 'call', parameters: ['seconds'], seconds: 3, lasting: true },
  'expired-credentials': { where: 'call', parameters: [], lasting: true },
  'invalid-signature': { where: 'call', parameters: [], lasting: true },
  'clock-skew': { where: 'call', parameters: ['seconds'], seconds: 900, lasting: true },
  'access-denied': { where: 'thing', parameters: ['action'], lasting: true },
  quota: { where: 'call', parameters: ['code', 'message'], lasting: true },
  'iam-propagation': { where: 'lag', parameters: ['seconds'], seconds: 15, lasting: true },
  'listing-lag': { where: 'lag', parameters: ['seconds'], seconds: 30, lasting: true },
  'tag-lag': { where: 'lag', parameters: ['seconds'], seconds: 30, lasting: true },
  capacity: { where: 'thing', parameters: [], lasting: true },
  'stuck-load-balancer': { where: 'thing', parameters: ['state'], lasting: true },
  'unsteady-service': { where: 'thing', parameters: [], lasting: true },
  'stuck-deployment': { where: 'thing', parameters: ['event'], lasting: true },
} as const satisfies Readonly<Record<string, FaultKindRecord>>;

export type FaultKind = keyof typeof FAULT_KINDS;

export const isFaultKind = (name: string): name is FaultKind => Object.hasOwn(FAULT_KINDS, name);

/** What is known of a kind, with the members that only some have. */
export const kindRecord = (kind: FaultKind): FaultKindRecord => FAULT_KINDS[kind];

/** How long a fault takes. */
export const secondsOf = ({ kind, seconds }: { readonly kind: FaultKind; readonly seconds?: number }): number =>
  seconds ?? kindRecord(kind).seconds ?? 0;
