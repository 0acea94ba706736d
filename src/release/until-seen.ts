import type { Aws } from '../aws/aws.ts';
import { isTransient } from '../aws/errors.ts';
import { pause, type Stopping } from '../aws/pause.ts';

/** Seconds between two looks on AWS. */
const EVERY_SECONDS = 5;

/** How many looks in a row may fail for want of a connection before the watch gives up. */
const FAILED_LOOKS = 24;

/**
 * Looks again and again until a look finds something. A lost connection or throttling does not end a watch of many minutes: that look is
 * left out. Throws `Stopped` when it is told to stop.
 */
export async function untilSeen<T>(aws: Aws, look: () => Promise<T | undefined>, stopping: Stopping): Promise<T> {
  for (let failed = 0; ;) {
    try {
      const seen = await look();
      if (seen !== undefined) return seen;
      failed = 0;
    } catch (error) {
      failed += 1;
      if (!isTransient(error) || failed > FAILED_LOOKS) throw error;
    }
    await pause(aws, EVERY_SECONDS, stopping);
  }
}
