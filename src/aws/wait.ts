import { UserError } from '../errors.ts';
import { isTransient, partsOf } from './errors.ts';
import { pause, stopwatch, type Listener, type Pace } from './pause.ts';

/** What a check answers while it is not there yet: the state that AWS shows. */
export interface Waiting {
  readonly waiting: string;
}

export interface WaitOptions {
  /** What is waited for: its type and name, as AWS writes them. */
  readonly what: string;
  /** The longest time, in seconds of AWS time. */
  readonly seconds: number;
  /** Seconds between two checks. */
  readonly every?: number;
}

const isWaiting = (answer: unknown): answer is Waiting =>
  typeof answer === 'object' && answer !== null && 'waiting' in answer && typeof answer.waiting === 'string';

/**
 * Checks until the answer is something else than `{ waiting }`, and returns it. The state last seen is told to the user when it
 * changes. Throttling and lost connections do not end the wait; every other failure does.
 */
export async function waitFor<T>(
  aws: Pace,
  listener: Listener,
  { what, seconds, every = 5 }: WaitOptions,
  check: () => Promise<T | Waiting>,
): Promise<T> {
  const watch = stopwatch();
  let last = '';
  for (;;) {
    let state: string;
    try {
      const answer = await check();
      if (!isWaiting(answer)) return answer;
      state = answer.waiting;
    } catch (error) {
      if (!isTransient(error)) throw error;
      state = partsOf(error).name;
    }
    if (state !== last) listener.note('waiting', { what, state, seconds: Math.round(watch.seconds()) });
    last = state;
    if (watch.seconds() >= seconds) throw new UserError('waitTimedOut', { what, minutes: Math.round(seconds / 60), last });
    await pause(aws, every, listener);
    watch.slept(every);
  }
}
