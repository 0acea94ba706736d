import { BatchGetDeploymentTargetsCommand, GetDeploymentCommand, type ECSTarget } from '@aws-sdk/client-codedeploy';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { secondsBetween } from './look-execution.ts';

/** A deployment of CodeDeploy at one moment. */
export interface DeploymentLook {
  readonly id: string;
  /** `Created`, `Queued`, `InProgress`, `Ready`, `Succeeded`, `Failed`, `Stopped`. */
  readonly status: string;
  /** `user`, `codeDeployRollback`, …: who began it. */
  readonly creator: string | undefined;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly rollback: { readonly deploymentId: string | undefined; readonly message: string | undefined } | undefined;
  /** The new version serves all production traffic. */
  readonly shifted: boolean;
  /** How long the old version is kept after the shift. */
  readonly keptMinutes: number;
  /** When the traffic was shifted and the wait began in which the old version is kept; undefined before, and once it is over. */
  readonly keptSince: Date | undefined;
  /** The listener that production traffic comes through. */
  readonly productionListener: string | undefined;
  readonly createdAt: Date | undefined;
  readonly completedAt: Date | undefined;
  readonly lifecycle: readonly LifecycleLook[];
  readonly taskSets: readonly TaskSetShare[];
}

export interface LifecycleLook {
  readonly event: string;
  /** `Pending`, `InProgress`, `Succeeded`, `Failed`, `Skipped`, `Unknown`. */
  readonly status: string;
  readonly startedAt: Date | undefined;
  readonly seconds: number | undefined;
  readonly message: string | undefined;
}

/** What CodeDeploy says about a task set; it outlives the task set. */
export interface TaskSetShare {
  readonly id: string;
  readonly label: 'Blue' | 'Green' | undefined;
  readonly percent: number;
  readonly targetGroup: string;
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
}

/**
 * Reads a deployment and its one target, `CLUSTER:SERVICE`. There is no target until the deployment has started.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeploymentTargets.html
 */
export async function lookAtDeployment(aws: Aws, deploymentId: string, targetId: string): Promise<DeploymentLook> {
  const { deploymentInfo: info } = await aws.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
  const found = await whenMissing(
    aws.codedeploy.send(new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: [targetId] })),
    'DeploymentNotStartedException',
    'DeploymentTargetDoesNotExistException',
  );
  const target = found?.deploymentTargets?.[0]?.ecsTarget;
  const status = info?.status ?? 'Created';
  const isWaiting = info?.instanceTerminationWaitTimeStarted === true && info.completeTime === undefined;
  const lifecycle = lifecycleOf(target);
  const { errorInformation: error, rollbackInfo: rollback } = info ?? {};
  return {
    id: deploymentId,
    status,
    creator: info?.creator,
    error: error && { code: error.code ?? '', message: error.message ?? '' },
    rollback: rollback && { deploymentId: rollback.rollbackDeploymentId, message: rollback.rollbackMessage },
    shifted: isWaiting || status === 'Succeeded',
    keptMinutes: info?.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes ?? 0,
    keptSince: isWaiting ? lastEnd(target) : undefined,
    productionListener: info?.loadBalancerInfo?.targetGroupPairInfoList?.[0]?.prodTrafficRoute?.listenerArns?.[0],
    createdAt: info?.createTime,
    completedAt: info?.completeTime,
    lifecycle,
    taskSets: sharesOf(target),
  };
}

const lifecycleOf = (target: ECSTarget | undefined): readonly LifecycleLook[] =>
  (target?.lifecycleEvents ?? []).map(({ lifecycleEventName, status, startTime, endTime, diagnostics }) => ({
    event: lifecycleEventName ?? '',
    status: status ?? '',
    startedAt: startTime,
    seconds: startTime && endTime ? secondsBetween(startTime, endTime) : undefined,
    message: diagnostics?.message,
  }));

/** The wait begins when the last lifecycle event ends. */
const lastEnd = (target: ECSTarget | undefined): Date | undefined => target?.lifecycleEvents?.findLast(({ endTime }) => endTime)?.endTime;

const sharesOf = (target: ECSTarget | undefined): readonly TaskSetShare[] =>
  (target?.taskSetsInfo ?? []).map(taskSet => ({
    id: taskSet.identifer ?? '',
    label: taskSet.taskSetLabel === 'Blue' || taskSet.taskSetLabel === 'Green' ? taskSet.taskSetLabel : undefined,
    percent: taskSet.trafficWeight ?? 0,
    targetGroup: taskSet.targetGroup?.name ?? '',
    desired: taskSet.desiredCount ?? 0,
    pending: taskSet.pendingCount ?? 0,
    running: taskSet.runningCount ?? 0,
  }));
