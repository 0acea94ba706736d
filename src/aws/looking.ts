import { setMaxListeners } from 'node:events';
import { Stopped } from '../engine/stopped.ts';

/** A run that has only looked so far: when the user stops it, whatever is in flight is dropped and `Stopped` thrown. */
export interface Looking {
  /** From now on, what is in flight is finished. */
  end(): void;
  /** Sends something with a signal that drops it. */
  whileLooking<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** A run that looks, until it is told that it has begun something; then the signal drops nothing any more. */
export function startLooking(stopping: AbortSignal | undefined): Looking {
  const dropping = new AbortController();
  const { signal } = dropping;
  // Each call listens.
  setMaxListeners(0, signal);
  const drop = (): void => dropping.abort();
  if (stopping?.aborted === true) drop();
  stopping?.addEventListener('abort', drop, { once: true });
  return {
    end: () => stopping?.removeEventListener('abort', drop),
    whileLooking: send => (signal.aborted ? Promise.reject(new Stopped()) : unlessDropped(signal, send(signal))),
  };
}

/** The SDK itself would hear of it only after its rest between two tries. */
async function unlessDropped<T>(signal: AbortSignal, reply: Promise<T>): Promise<T> {
  let stop = (): void => {};
  const dropped = new Promise<never>((_, reject) => {
    stop = () => reject(new Stopped());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([reply, dropped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
