import type { Aws } from '../aws/aws.ts';
import type { Stopping } from '../aws/pause.ts';
import { lookAtRelease, type LookPlace } from './look.ts';
import type { DeploymentLook } from './look-deployment.ts';
import { eventsOf, onlyChanges, type ReleaseEvent } from './release-event.ts';
import { untilSeen } from './until-seen.ts';

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
  const look = async (): Promise<DeploymentLook | undefined> => {
    const seen = await lookAtRelease(aws, place);
    tell(eventsOf(seen, aws.pace));
    return seen.deployment !== undefined && (await isEnough(seen.deployment)) ? seen.deployment : undefined;
  };
  return untilSeen(aws, look, { stopped });
}

/** What AWS says about a deployment that did not go well. */
export const reasonsOf = ({ error, rollback }: DeploymentLook): readonly string[] =>
  [error?.message, rollback?.message].filter(reason => reason !== undefined).filter(reason => reason !== '');
