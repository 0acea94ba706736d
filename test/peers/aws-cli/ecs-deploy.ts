import { CodeDeployClient, GetDeploymentCommand, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { expect, it, vi } from 'vitest';
import { clientConfig } from '../../helpers/sandbox.ts';
import { CLUSTER, taskDefinition, type BlueGreen } from './blue-green.ts';
import type { CliStage } from './cli-stage.ts';
import { refusal } from './refusals.ts';

const PATIENCE = { timeout: 60_000, interval: 200 };

/** `aws ecs deploy`, which registers, deploys with CodeDeploy and waits. */
export function ecsDeploy(stageOf: () => CliStage, placeOf: () => BlueGreen): void {
  it('deploys with `aws ecs deploy`; meanwhile no other deployment begins', async () => {
    const { aws, file, sandbox } = stageOf();
    const { url } = placeOf();
    const codedeploy = new CodeDeployClient(clientConfig(sandbox));
    const group = { applicationName: 'tutorial-bluegreen-app', deploymentGroupName: 'tutorial-bluegreen-dg' };
    const newest = async (): Promise<string | undefined> => (await codedeploy.send(new ListDeploymentsCommand(group))).deployments?.[0];
    const before = await newest();
    await file('v1.json', taskDefinition('v1'));
    // Ten minutes of our time: the deployment lasts until it is told to go on. The CLI counts on both times being there.
    const keeping = await file('keeping.json', {
      terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 600 },
      deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
    });
    await aws.text(
      `deploy update-deployment-group --application-name ${group.applicationName} --current-deployment-group-name ${group.deploymentGroupName} --blue-green-deployment-configuration ${keeping}`,
    );
    const deploying = aws.outcome(
      `ecs deploy --cluster ${CLUSTER} --service service-bluegreen --task-definition v1.json --codedeploy-appspec appspec.yaml --codedeploy-application ${group.applicationName} --codedeploy-deployment-group ${group.deploymentGroupName}`,
    );
    await vi.waitUntil(async () => (await newest()) !== before, PATIENCE);
    const deploymentId = await newest();
    const second = await aws.outcome(`deploy create-deployment --cli-input-json file://create-deployment.json`);
    expect(second.stderr.trim()).toBe(
      refusal({
        operation: 'CreateDeployment',
        code: 'DeploymentLimitExceededException',
        message: `The Deployment Group 'tutorial-bluegreen-dg' already has an active Deployment '${deploymentId}'`,
      }),
    );
    const running = async () => (await codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo;
    await vi.waitUntil(async () => (await running())?.instanceTerminationWaitTimeStarted, PATIENCE);
    await aws.text(`deploy continue-deployment --deployment-id ${deploymentId} --deployment-wait-type TERMINATION_WAIT`);
    const said = await deploying;
    expect(said.stderr).toBe('');
    const [registered = ''] = /arn:aws:ecs:\S+:task-definition\/tutorial-task-def:\d+/.exec(said.stdout) ?? [];
    expect(said).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Successfully deployed ${registered} to service 'service-bluegreen'`),
    });
    expect(await (await fetch(url)).text()).toContain('v1');
  });
}
