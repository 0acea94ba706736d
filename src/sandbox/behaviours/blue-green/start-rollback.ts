import { addDeployment } from '../../services/codedeploy/add-deployment.ts';
import { findConfig } from '../../services/codedeploy/deployment-config.ts';
import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import type { World } from '../../world.ts';
import { schedule } from './steps.ts';

const BEGIN_SECONDS = 2;
/** Traffic goes back at once, however it went. */
const ROLLBACK_CONFIG = 'CodeDeployDefault.ECSAllAtOnce';

/** Answers a failed or stopped deployment with a new one that leads traffic back to the original task set. */
export function startRollback(world: World, failed: DeploymentRecord): void {
  const rollback = addDeployment(world, {
    creator: 'codeDeployRollback',
    description: undefined,
    revision: failed.previousRevision ?? failed.revision,
    previousRevision: failed.revision,
    appSpec: failed.appSpec,
    config: findConfig(world, ROLLBACK_CONFIG),
    group: failed.group,
  });
  rollback.rollback = {
    rollbackTriggeringDeploymentId: failed.id,
    rollbackMessage: `Deployment ${rollback.id} is triggered to roll back deployment ${failed.id}.`,
  };
  failed.rollback = {
    rollbackDeploymentId: rollback.id,
    rollbackMessage: `Deployment ${failed.id} terminated. Automatic rollback is triggered with a DeploymentId ${rollback.id}.`,
  };
  if (failed.blue) rollback.blue = { ...failed.blue };
  if (failed.green) rollback.green = { ...failed.green };
  rollback.greenWeight = failed.greenWeight;
  schedule(world, rollback, 'roll-back', BEGIN_SECONDS);
}
