import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';
import { isClockSkewed, isThrottled } from './errors.ts';

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 20_000;
/** With the delays above, five minutes or so. */
const MOST_THROTTLED = 20;

const token = (count: number, delay: number): RetryToken => ({ getRetryCount: () => count, getRetryDelay: () => delay });

function mayGoOutAgain({ error }: RetryErrorInfo, count: number): boolean {
  if (isThrottled(error)) return count < MOST_THROTTLED;
  // The SDK has corrected its clock by the time of the refusal.
  return isClockSkewed(error) && count === 0;
}

/**
 * How often a call that makes something goes out: once. It is sent again only after a refusal that had no effect for sure,
 * throttling or a wrong clock; never after a lost connection or a server error, where it may have been carried out.
 */
export const onceStrategy = (pace: number): RetryStrategyV2 => ({
  acquireInitialRetryToken: async () => token(0, 0),
  async refreshRetryTokenForRetry(last, info) {
    const count = last.getRetryCount();
    if (!mayGoOutAgain(info, count)) throw info.error ?? new Error(info.errorType);
    const longest = isThrottled(info.error) ? Math.min(FIRST_DELAY_MS * 2 ** count, LONGEST_DELAY_MS) : 0;
    return token(count + 1, longest * pace * (0.5 + Math.random() / 2));
  },
  recordSuccess() {},
});
