import type { Aws } from '../aws/aws.ts';
import type { Stopping } from '../aws/pause.ts';
import { runningDeployment } from './running.ts';
import { untilSeen } from './until-seen.ts';

/** Waits until no deployment of a group is under way: CodeDeploy takes one at a time. Throws `Stopped` when it is told to stop. */
export const whenFree = async (
  aws: Aws,
  { application, group }: { readonly application: string; readonly group: string },
  stopping: Stopping,
): Promise<void> => {
  await untilSeen(aws, async () => ((await runningDeployment(aws, application, group)) === undefined ? true : undefined), stopping);
};
