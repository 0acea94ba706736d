/** A timer is data, so that it survives a restart of the daemon. */
export interface Timer {
  readonly id: string;
  /** When it fires, in epoch milliseconds of the clock. */
  readonly at: number;
  readonly type: string;
  readonly data: unknown;
}

/**
 * Time in the sandbox. Timestamps are wall-clock; what takes AWS two minutes takes two minutes divided by the speed.
 * Tests use a stepped clock that moves only when told.
 */
export interface Clock {
  /** How many times faster than AWS durations pass. */
  readonly speed: number;
  now(): Date;
  /** Sets a timer `seconds` of AWS time ahead. Zero is allowed: it fires soon, not within this call. */
  after(seconds: number, type: string, data: unknown): string;
  cancel(predicate: (timer: Timer) => boolean): void;
}
