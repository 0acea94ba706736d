import { isAmbiguous, isThrottled, isTransient, isUnreachable, nameIs, partsOf } from './errors.ts';
import { pause, stopwatch, type Listener, type Pace, type Stopping } from './pause.ts';

export interface RetryOptions {
  /** How long to go on, in seconds of AWS time. */
  readonly seconds: number;
  /** The first interval; each further one is half as long again, up to 20 seconds, with jitter. */
  readonly every?: number;
  /** What the user is told while it is tried again: a code of the catalogue's `notes`. */
  readonly note?: string;
}

const LONGEST_SECONDS = 20;
const GROWTH = 1.5;

/** Half of the interval is fixed, half is chance, so that parallel callers spread out. */
const jittered = (seconds: number): number => seconds * (0.5 + Math.random() / 2);

/** Calls again as long as it fails in the named way; the last failure is thrown when the time is over. */
export async function retryWhile<T>(
  aws: Pace,
  listener: Listener,
  isWorthRetrying: (error: unknown) => boolean,
  call: () => Promise<T>,
  { seconds, every = 1, note }: RetryOptions,
): Promise<T> {
  const watch = stopwatch();
  for (let interval = every; ; interval = Math.min(interval * GROWTH, LONGEST_SECONDS)) {
    try {
      return await call();
    } catch (error) {
      if (!isWorthRetrying(error) || watch.seconds() >= seconds) throw error;
      if (note !== undefined) listener.note(note, { error: partsOf(error).name, seconds: Math.round(watch.seconds()) });
      const rest = jittered(interval);
      await pause(aws, rest, listener);
      watch.slept(rest);
    }
  }
}

/**
 * A new role cannot be used at once by the service that shall assume it, and AWS has no error name of its own for that: the one
 * place where the text of a message must be looked at.
 */
const NOT_PROPAGATED =
  /cannot be assumed|unable to assume (the|provided) (service linked )?role|permissions required to assume the role|cannot assume role provided|unable to assume role and validate the listeners|verify that the ecs service role being passed has the proper permissions|trust (policy|relationships?)|not authorized to perform:? (sts:)?assumerole|invalid principals?( in policy)?$|invalid principal in policy|one or more invalid principals|could not load ecs service information|role is not valid/i;

/** Whether a refusal looks like a role or policy that has not spread yet. */
export const isPropagating = (error: unknown): boolean => nameIs(error, 'InvalidRole') || NOT_PROPAGATED.test(partsOf(error).message);

/** Calls again while a role that was just made has not spread through AWS yet: usually seconds, two minutes at most. */
export const retryPropagation = <T>(aws: Pace, listener: Listener, call: () => Promise<T>, seconds = 120): Promise<T> =>
  retryWhile(aws, listener, isPropagating, call, { seconds, every: 1, note: 'rolePropagation' });

/** Calls again while something that was just deleted still holds on to this one, by the names AWS gives to that. */
export const retryInUse = <T>(aws: Pace, listener: Listener, names: readonly string[], call: () => Promise<T>, seconds = 600): Promise<T> =>
  retryWhile(aws, listener, error => nameIs(error, ...names), call, { seconds, every: 3, note: 'stillInUse' });

/** Sends again, for a minute, what came to nothing or got no answer; for calls whose second arrival changes nothing. */
export const retryTransient = <T>(aws: Pace, { stopped }: Stopping, call: () => Promise<T>): Promise<T> =>
  retryWhile(aws, { note() {}, ...(stopped && { stopped }) }, isTransient, call, { seconds: 60 });

export interface EnsureOnceOptions {
  /** Names of the errors that say that it exists. */
  readonly exists?: readonly string[];
  /** How often it is sent in all, when nothing is found after an answer was lost. */
  readonly attempts?: number;
}

/** A thing just made may not show at once: how long to look for it. */
const VISIBLE_WITHIN_SECONDS = 8;

/** Looks again for a while: lists and descriptions lag behind creation. */
async function look<T>(aws: Pace, listener: Listener, read: () => Promise<T | undefined>): Promise<T | undefined> {
  const watch = stopwatch();
  for (let interval = 0.5; ; interval *= 2) {
    const found = await read();
    if (found !== undefined || watch.seconds() >= VISIBLE_WITHIN_SECONDS) return found;
    await pause(aws, interval, listener);
    watch.slept(interval);
  }
}

/**
 * Makes a thing exactly once. After an answer that was lost (dropped connection, timeout, server error) or that says that it
 * exists already, `read` decides: found is made; not found is sent again, a bounded number of times.
 */
export async function ensureOnce<T>(
  aws: Pace,
  listener: Listener,
  read: () => Promise<T | undefined>,
  create: () => Promise<T>,
  { exists = [], attempts = 4 }: EnsureOnceOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await create();
    } catch (error) {
      const claimed = nameIs(error, ...exists);
      if (claimed || isAmbiguous(error)) {
        const found = await look(aws, listener, read);
        if (found !== undefined) return found;
      } else if (!isThrottled(error) && !isUnreachable(error)) {
        throw error;
      }
      if (claimed || attempt >= attempts) throw error;
      listener.note('tryingAgain', { error: partsOf(error).name, attempt });
      await pause(aws, jittered(2 ** attempt), listener);
    }
  }
}
