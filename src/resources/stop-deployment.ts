import { GetDeploymentCommand, StopDeploymentCommand, type DeploymentStatus } from '@aws-sdk/client-codedeploy';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { waitFor } from '../aws/wait.ts';
import type { Intent } from '../engine/types.ts';

const ENDED: ReadonlySet<DeploymentStatus | undefined> = new Set(['Succeeded', 'Failed', 'Stopped']);

/**
 * Stops a deployment where it is, without turning traffic back, and waits until it has ended: as long as it runs, it goes on
 * moving task sets and listeners. For removal only.
 */
export async function stopDeployment(aws: Aws, deploymentId: string, intent: Intent): Promise<void> {
  await whenMissing(
    aws.codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: false })),
    'DeploymentAlreadyCompletedException',
    'DeploymentDoesNotExistException',
  );
  await waitFor(aws, intent, { what: `deployment ${deploymentId}`, seconds: 5 * 60 }, async () => {
    const reply = await whenMissing(aws.codedeploy.send(new GetDeploymentCommand({ deploymentId })), 'DeploymentDoesNotExistException');
    const status = reply?.deploymentInfo?.status;
    return status === undefined || ENDED.has(status) ? undefined : { waiting: status };
  });
}
