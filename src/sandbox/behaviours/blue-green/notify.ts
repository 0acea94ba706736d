import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import { arn, type World } from '../../world.ts';

export type NotifiedState = 'START' | 'READY' | 'SUCCESS' | 'FAILURE' | 'STOP';

/** Tells the event bus how a deployment fares. */
export function notify(world: World, deployment: DeploymentRecord, state: NotifiedState): void {
  const { applicationName = '', deploymentGroupName = '', deploymentGroupId = '' } = deployment.group;
  world.emit({
    source: 'aws.codedeploy',
    detailType: 'CodeDeploy Deployment State-change Notification',
    resources: [
      arn(world, 'codedeploy', `application:${applicationName}`),
      arn(world, 'codedeploy', `deploymentgroup:${applicationName}/${deploymentGroupName}`),
    ],
    detail: {
      region: world.region,
      deploymentId: deployment.id,
      instanceGroupId: deploymentGroupId,
      deploymentGroup: deploymentGroupName,
      application: applicationName,
      state,
    },
  });
}
