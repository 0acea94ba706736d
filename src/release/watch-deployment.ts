import type { Aws } from '../aws/aws.ts';
import { isTransient } from '../aws/errors.ts';
import { pause, type Stopping } from '../aws/pause.ts';
import { lookAtRelease, type LookPlace } from './look.ts';
import type { DeploymentLook } from './look-deployment.ts';
import { eventsOf, onlyChanges, type ReleaseEvent } from './release-event.ts';

/** Seconds between two looks on AWS. */
const EVERY_SECONDS = 5;

/** How many looks in a row may fail for want of a connection before the watch gives up. */
const FAILED_LOOKS = 24;

/** Statuses in which a deployment has come to its end. */
export const ENDED: readonly string[] = ['Succeeded', 'Failed', 'Stopped'];

export interface DeploymentWatch extends Stopping {
  readonly place: LookPlace & { readonly deploymentId: string };
  /** Whether what was seen is enough. */
  readonly isEnough: (look: DeploymentLook) => boolean | Promise<boolean>;
}

/** Follows a deployment, whoever made it, and tells each change once. Throws `Stopped` when it is told to stop. */
export async function watchDeployment(
  aws: Aws,
  { place, isEnough, stopped }: DeploymentWatch,
  report: (event: ReleaseEvent) => void,
): Promise<DeploymentLook> {
  const tell = onlyChanges(report);
  for (let failed = 0; ;) {
    try {
      const look = await lookAtRelease(aws, place);
      tell(eventsOf(look, aws.pace));
      failed = 0;
      if (look.deployment !== undefined && (await isEnough(look.deployment))) return look.deployment;
    } catch (error) {
      failed += 1;
      if (!isTransient(error) || failed > FAILED_LOOKS) throw error;
    }
    await pause(aws, EVERY_SECONDS, { stopped });
  }
}

/** What AWS says about a deployment that did not go well. */
export const reasonsOf = ({ error, rollback }: DeploymentLook): readonly string[] =>
  [error?.message, rollback?.message].filter(reason => reason !== undefined).filter(reason => reason !== '');
