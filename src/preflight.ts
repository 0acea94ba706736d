import type { Plan } from './engine/types.ts';
import { UserError } from './errors.ts';
import { inspectImage } from './image/inspect-image.ts';
import type { Prepared } from './prepare.ts';
import { runningDeployment } from './release/running.ts';
import { imageSource } from './sources/ecr.ts';

/** An image that is to be put into the repository must be there and fit: found out before anything is made. */
export async function checkImage({ aws, config, setup }: Prepared, plan: Plan): Promise<void> {
  const isMade = plan.changes.some(({ id, action }) => id === 'image' && action === 'create');
  if (isMade) await inspectImage(aws, imageSource(config), setup.app.architecture);
}

/** What must not go wrong half-way is looked at before anything is made: the image fits, and no deployment is moving traffic. */
export async function preflight(prepared: Prepared, plan: Plan): Promise<void> {
  await checkImage(prepared, plan);
  const isChanged = plan.changes.some(({ action }) => action === 'update' || action === 'replace' || action === 'delete');
  if (!isChanged || prepared.state.entries['deployment-group']?.outputs === undefined) return;
  await refuseWhileShifting(prepared);
}

/** CodeDeploy takes one deployment at a time. One that only keeps the old version for a while is no hindrance: the pipeline waits for it. */
export async function refuseWhileShifting({ aws, config }: Pick<Prepared, 'aws' | 'config'>): Promise<void> {
  const running = await runningDeployment(aws, config.codedeploy.application, config.codedeploy.group);
  if (running !== undefined && !running.shifted) throw new UserError('deploymentRunning', { deployment: running.deploymentId });
}
