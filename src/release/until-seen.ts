import type { Aws } from '../aws/aws.ts';
import { isTransient, nameIs } from '../aws/errors.ts';
import { pause, type Stopping } from '../aws/pause.ts';

/** Seconds between two looks on AWS. */
const EVERY_SECONDS = 5;

/** How many looks in a row may fail for want of a connection before the watch gives up. */
const FAILED_LOOKS = 24;

/** How many looks in a row may not find what was just begun before it counts as gone: what AWS has made can show later. */
const UNSEEN_LOOKS = 6;

const mayShowLater = (error: unknown): boolean => nameIs(error, 'DeploymentDoesNotExistException', 'PipelineExecutionNotFoundException');

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
      const most = isTransient(error) ? FAILED_LOOKS : mayShowLater(error) ? UNSEEN_LOOKS : 0;
      if (failed > most) throw error;
    }
    await pause(aws, EVERY_SECONDS, stopping);
  }
}
