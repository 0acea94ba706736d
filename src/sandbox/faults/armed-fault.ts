import type { FaultKind } from './kinds.ts';

/** A fault as it is asked for. In `service`, `operation`, `region` and `action` a `*` stands for any text. */
export interface FaultSpec {
  readonly kind: FaultKind;
  /** Name by which requests are signed (`ecs`, `elasticloadbalancing`), or `registry`; all where it is left out. */
  readonly service?: string;
  readonly operation?: string;
  readonly region?: string;
  /** A text that must occur in the input of the call, or in the name of the thing. */
  readonly match?: string;
  /** How often it happens. */
  readonly times?: number;
  /** It happens until it is cleared. */
  readonly always?: boolean;
  /** For how many AWS seconds it can happen. */
  readonly for?: number;
  /** How many matching calls are left in peace first. */
  readonly after?: number;
  /** How likely it is at each matching call, from 0 to 1. */
  readonly probability?: number;
  /** The same seed hits the same calls again. */
  readonly seed?: number;
  /** How long it takes: AWS seconds for a lag, real ones for latency and a clock that is wrong. */
  readonly seconds?: number;
  readonly status?: number;
  /** Error code in place of AWS's usual one. */
  readonly code?: string;
  readonly message?: string;
  /** The operation is carried out all the same: only its answer is lost. */
  readonly effect?: boolean;
  /** IAM action that is denied, to the roles of services too: `iam:PassRole`. */
  readonly action?: string;
  /** State in which a load balancer stays. */
  readonly state?: 'provisioning' | 'failed';
  /** Lifecycle event that a deployment does not get through. */
  readonly event?: string;
}

/** A fault that waits to happen, and what has become of it so far. */
export interface ArmedFault extends FaultSpec {
  readonly id: string;
  readonly seed: number;
  /** Matching calls so far. */
  seen: number;
  /** How often it happened. */
  fired: number;
  /** Its time is over. */
  over: boolean;
  /** What it holds: things that it has befallen stay in its power until it is cleared. */
  readonly subjects: string[];
}
