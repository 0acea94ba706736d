import { addDeployment } from '../../services/codedeploy/add-deployment.ts';
import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import type { World } from '../../world.ts';
import { schedule } from './steps.ts';

const BEGIN_SECONDS = 2;

/** Answers a failed or stopped deployment with a new one that leads traffic back to the original task set. */
export function startRollback(world: World, failed: DeploymentRecord): void {
  const rollback = addDeployment(world, {
    creator: 'codeDeployRollback',
    description: undefined,
    revision: failed.previousRevision ?? failed.revision,
    previousRevision: failed.revision,
    appSpec: failed.appSpec,
    config: failed.config,
    group: failed.group,
  });
  rollback.rollback = {
    rollbackTriggeringDeploymentId: failed.id,
    rollbackMessage: `Rolling back deployment ${failed.id}: traffic returns to the original task set.`,
  };
  failed.rollback = {
    rollbackDeploymentId: rollback.id,
    rollbackMessage: `Deployment ${failed.id} is rolled back by deployment ${rollback.id}.`,
  };
  if (failed.blue) rollback.blue = { ...failed.blue };
  if (failed.green) rollback.green = { ...failed.green };
  rollback.greenWeight = failed.greenWeight;
  schedule(world, rollback, 'roll-back', BEGIN_SECONDS);
}
