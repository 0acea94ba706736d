import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { createDeployment } from '../../services/codedeploy/create-deployment.ts';
import { registerTaskDefinition } from '../../services/ecs/register-task-definition.ts';
import { arn } from '../../world.ts';
import { ActionFailure, setting, type ActionContext, type Outcome, type Provider } from './action.ts';
import { callOnBehalf } from './on-behalf.ts';
import { renderAppSpec, renderTaskDefinition } from './render-deployment.ts';
import { assertAllowed } from './role.ts';

const TASKS = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };

const stringMember = (value: unknown, name: string): string => {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof member === 'string' ? member : '';
};

async function register(context: ActionContext, request: RegisterTaskDefinitionRequest): Promise<string> {
  assertAllowed(context, 'ecs:RegisterTaskDefinition', '*');
  if ((request.tags ?? []).length > 0) {
    const resource = arn(context.world, 'ecs', `task-definition/${request.family}:*`);
    assertAllowed(context, 'ecs:TagResource', resource, { context: { 'ecs:CreateAction': 'RegisterTaskDefinition' } });
  }
  for (const roleArn of [request.executionRoleArn, request.taskRoleArn]) {
    if (roleArn !== undefined) assertAllowed(context, 'iam:PassRole', roleArn, { context: TASKS });
  }
  const answer = await callOnBehalf(context, 'AmazonECS', registerTaskDefinition, request);
  return stringMember(Reflect.get(answer, 'taskDefinition'), 'taskDefinitionArn');
}

function assertMayDeploy(context: ActionContext, applicationName: string, deploymentGroupName: string): void {
  const { world } = context;
  const application = arn(world, 'codedeploy', `application:${applicationName}`);
  const group = arn(world, 'codedeploy', `deploymentgroup:${applicationName}/${deploymentGroupName}`);
  const configName = world.state.codedeploy.applications[applicationName]?.groups[deploymentGroupName]?.info.deploymentConfigName ?? '*';
  assertAllowed(context, 'codedeploy:GetApplication', application);
  assertAllowed(context, 'codedeploy:RegisterApplicationRevision', application);
  assertAllowed(context, 'codedeploy:GetApplicationRevision', application);
  assertAllowed(context, 'codedeploy:GetDeploymentConfig', arn(world, 'codedeploy', `deploymentconfig:${configName}`));
  assertAllowed(context, 'codedeploy:CreateDeployment', group);
  assertAllowed(context, 'codedeploy:GetDeployment', group);
}

/** A deployment of CodeDeploy, as the action that started it sees it. */
function follow({ world, record }: ActionContext): Outcome {
  const id = record.externalExecutionId ?? '';
  const deployment = world.state.codedeploy.deployments[id];
  if (deployment === undefined) throw new ActionFailure('JobFailed', `Deployment ${id} could not be found`);
  if (deployment.status === 'Failed' || deployment.status === 'Stopped') {
    const cause = deployment.error && `. Error code: ${deployment.error.code}; Error message: ${deployment.error.message}`;
    throw new ActionFailure('JobFailed', `Deployment ${id} ${deployment.status.toLowerCase()}${cause ?? ''}`);
  }
  if (deployment.status === 'Succeeded') return { status: 'Succeeded', summary: 'Deployment Succeeded' };
  return { status: 'InProgress', summary: `Deployment ${id} in progress` };
}

/** Registers the task definition, deploys it through CodeDeploy and waits for the end, the termination wait included. */
export const deployToEcs: Provider = {
  seconds: 5,
  run: async context => {
    const { world } = context;
    const applicationName = setting(context, 'ApplicationName') ?? '';
    const deploymentGroupName = setting(context, 'DeploymentGroupName') ?? '';
    const taskDefinitionArn = await register(context, renderTaskDefinition(context));
    const content = renderAppSpec(context, taskDefinitionArn);
    assertMayDeploy(context, applicationName, deploymentGroupName);
    const answer = await callOnBehalf(context, 'AmazonCodeDeploy', createDeployment, {
      applicationName,
      deploymentGroupName,
      description: `Created by the pipeline ${context.pipeline.name}`,
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
    });
    const id = stringMember(answer, 'deploymentId');
    return {
      status: 'InProgress',
      summary: `Deployment ${id} in progress`,
      externalExecutionId: id,
      externalExecutionUrl: `https://${world.region}.console.aws.amazon.com/codesuite/codedeploy/deployments/${id}?region=${world.region}`,
    };
  },
  follow,
};
