import type { AutoRollbackEvent, ErrorCode } from '@aws-sdk/client-codedeploy';
import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import type { World } from '../../world.ts';
import { endEvents } from './lifecycle.ts';
import { notify } from './notify.ts';
import { startRollback } from './start-rollback.ts';
import { cancelSteps } from './steps.ts';

/** The deployment group as it is now, if it is still there. */
const liveGroup = (world: World, { group }: DeploymentRecord) =>
  world.state.codedeploy.applications[group.applicationName ?? '']?.groups[group.deploymentGroupName ?? '']?.info;

function close(world: World, deployment: DeploymentRecord, status: 'Succeeded' | 'Failed' | 'Stopped'): void {
  cancelSteps(world, deployment);
  const now = world.clock.now();
  deployment.status = status;
  deployment.completeTime = now;
  deployment.updatedTime = now;
  const group = liveGroup(world, deployment);
  if (group === undefined) return;
  const last = { deploymentId: deployment.id, status, createTime: deployment.createTime, endTime: now };
  group.lastAttemptedDeployment = last;
  if (status === 'Succeeded') {
    group.lastSuccessfulDeployment = last;
    group.targetRevision = deployment.revision;
  }
}

/** Ends a deployment well. */
export function succeed(world: World, deployment: DeploymentRecord): void {
  close(world, deployment, 'Succeeded');
  notify(world, deployment, 'SUCCESS');
}

/** Whether its group wants a deployment rolled back after this. */
export const rollsBackOn = (deployment: DeploymentRecord, event: AutoRollbackEvent): boolean => {
  const settings = deployment.group.autoRollbackConfiguration;
  return settings?.enabled === true && (settings.events ?? []).includes(event);
};

/** Ends a deployment badly; its group says whether it is rolled back. A rollback that fails is not rolled back. */
export function fail(world: World, deployment: DeploymentRecord, code: ErrorCode, message: string, detail?: string): void {
  deployment.error = { code, message };
  endEvents(world, deployment, detail ?? message);
  close(world, deployment, 'Failed');
  notify(world, deployment, 'FAILURE');
  if (deployment.creator === 'user' && rollsBackOn(deployment, 'DEPLOYMENT_FAILURE')) startRollback(world, deployment);
}

/** Stops a deployment. Without rollback listeners and task sets stay as they are. */
export function stop(
  world: World,
  deployment: DeploymentRecord,
  rollback: boolean | undefined,
  message: string,
  code: ErrorCode = 'MANUAL_STOP',
): void {
  deployment.error = { code, message };
  endEvents(world, deployment, message);
  close(world, deployment, 'Stopped');
  notify(world, deployment, 'STOP');
  const wanted = rollback ?? rollsBackOn(deployment, 'DEPLOYMENT_STOP_ON_REQUEST');
  if (deployment.creator === 'user' && wanted) startRollback(world, deployment);
}
