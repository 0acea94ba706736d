/** How many times faster than AWS durations may pass at most. */
export const FASTEST = 100_000;

/** How many seconds of AWS time may be skipped at once: thirty days. */
export const LONGEST_SKIP = 30 * 24 * 3600;
