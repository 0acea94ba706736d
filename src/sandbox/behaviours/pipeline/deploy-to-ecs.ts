import type { CreateDeploymentInput } from '@aws-sdk/client-codedeploy';
import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { createDeployment } from '../../services/codedeploy/create-deployment.ts';
import { permissions as codedeploy } from '../../services/codedeploy/permissions.ts';
import { permissions as ecs } from '../../services/ecs/permissions.ts';
import { registerTaskDefinition } from '../../services/ecs/register-task-definition.ts';
import { ActionFailure, setting, type ActionContext, type Outcome, type Provider } from './action.ts';
import { callOnBehalf } from './on-behalf.ts';
import { renderAppSpec, renderTaskDefinition } from './render-deployment.ts';
import { assertMayCall, needsOfAction } from './role.ts';

const stringMember = (value: unknown, name: string): string => {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof member === 'string' ? member : '';
};

async function register(context: ActionContext, request: RegisterTaskDefinitionRequest): Promise<string> {
  assertMayCall(context, needsOfAction(context, ecs, 'RegisterTaskDefinition', request));
  const answer = await callOnBehalf(context, 'AmazonECS', registerTaskDefinition, request);
  return stringMember(Reflect.get(answer, 'taskDefinition'), 'taskDefinitionArn');
}

/** Checks all that the action calls of CodeDeploy, before anything is deployed. */
function assertMayDeploy(context: ActionContext, input: CreateDeploymentInput): void {
  const calls = ['GetApplication', 'CreateDeployment'].flatMap(call => needsOfAction(context, codedeploy, call, input));
  const polling = calls
    .filter(({ action }) => action === 'codedeploy:CreateDeployment')
    .map(need => ({ ...need, action: 'codedeploy:GetDeployment' }));
  assertMayCall(context, [...calls, ...polling]);
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
    const input: CreateDeploymentInput = {
      applicationName,
      deploymentGroupName,
      description: `Created by the pipeline ${context.pipeline.name}`,
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
    };
    assertMayDeploy(context, input);
    const answer = await callOnBehalf(context, 'AmazonCodeDeploy', createDeployment, input);
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
