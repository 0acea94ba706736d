import { GetDeploymentCommand, ListDeploymentsCommand, type DeploymentStatus } from '@aws-sdk/client-codedeploy';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';

/** A deployment that has not ended. */
export interface RunningDeployment {
  readonly deploymentId: string;
  /** The new version serves already; only the old one is still kept. */
  readonly shifted: boolean;
  /** CodeDeploy began it by itself, to lead back from one that failed. */
  readonly isRollback: boolean;
}

/** The group's deployment that has not ended, if any: there is at most one. */
export async function runningDeployment(
  aws: Aws,
  applicationName: string,
  deploymentGroupName: string,
): Promise<RunningDeployment | undefined> {
  const includeOnlyStatuses: DeploymentStatus[] = ['Created', 'Queued', 'InProgress', 'Ready'];
  const listed = await whenMissing(
    aws.codedeploy.send(new ListDeploymentsCommand({ applicationName, deploymentGroupName, includeOnlyStatuses })),
    'ApplicationDoesNotExistException',
    'DeploymentGroupDoesNotExistException',
  );
  const deploymentId = listed?.deployments?.[0];
  if (deploymentId === undefined) return undefined;
  const { deploymentInfo } = await aws.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
  return {
    deploymentId,
    shifted: deploymentInfo?.instanceTerminationWaitTimeStarted === true,
    isRollback: deploymentInfo?.creator === 'codeDeployRollback',
  };
}
