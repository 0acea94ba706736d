import { setTimeout as sleep } from 'node:timers/promises';
import { Stopped } from '../engine/stopped.ts';
import type { Intent } from '../engine/types.ts';
import type { Aws } from './aws.ts';

/** What every wait needs: how fast time goes, and the way to tell the user and to hear from him. */
export type Pace = Pick<Aws, 'pace'>;
export type Listener = Pick<Intent, 'note' | 'stopped'>;

/** Whether the user has stopped the run. */
export interface Stopping {
  readonly stopped?: (() => boolean) | undefined;
}

const SLICE_SECONDS = 0.25;

/** Waits some seconds of AWS time. Throws `Stopped` soon after the user stops the run. */
export async function pause({ pace }: Pace, seconds: number, listener?: Stopping): Promise<void> {
  let left = seconds * pace;
  do {
    if (listener?.stopped?.()) throw new Stopped();
    const slice = Math.min(left, SLICE_SECONDS);
    await sleep(slice * 1000);
    left -= slice;
  } while (left > 0);
}

/** Time that has gone in AWS: what was slept, or what really passed if that is more (calls that hang). */
export function stopwatch(): { slept(seconds: number): void; seconds(): number } {
  const begun = performance.now();
  let slept = 0;
  return {
    slept(seconds) {
      slept += seconds;
    },
    seconds: () => Math.max(slept, (performance.now() - begun) / 1000),
  };
}
