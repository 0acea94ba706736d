import { needsOfCall } from '../../needs.ts';
import type { SandboxService } from '../../operation.ts';
import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import { sourceOf } from '../../services/codedeploy/check-group.ts';
import { findTaskDefinition } from '../../services/ecs/find.ts';
import { denialMessage, isAssumable, roleIdentity } from '../../services/iam/authorize.ts';
import type { RequestContext } from '../../services/iam/policy.ts';
import type { World } from '../../world.ts';
import { DeploymentError } from './deployment-error.ts';

const SERVICES: Readonly<Record<string, string>> = {
  cloudwatch: 'AmazonCloudWatch',
  ecs: 'AmazonECS',
  elasticloadbalancing: 'AmazonElasticLoadBalancing',
  iam: 'AmazonECS',
  lambda: 'AWSLambda',
};

/** Checks that the service role of a deployment allows an action; otherwise the deployment fails. */
export function assertRoleAllows(
  world: World,
  deployment: DeploymentRecord,
  action: string,
  resource: string,
  context: RequestContext = {},
): void {
  const roleArn = deployment.group.serviceRoleArn ?? '';
  if (!isAssumable(world, roleArn, 'codedeploy.amazonaws.com', sourceOf(world, deployment.group))) {
    throw new DeploymentError(
      'IAM_ROLE_MISSING',
      `The IAM role ${roleArn} could not be found or cannot be assumed by codedeploy.amazonaws.com.`,
    );
  }
  const refused = denialMessage(world, { roleArn, sessionName: deployment.id }, action, resource, context);
  if (refused === undefined) return;
  const service = SERVICES[action.split(':')[0] ?? ''] ?? action;
  throw new DeploymentError(
    'IAM_ROLE_PERMISSIONS',
    `The IAM role ${roleArn} does not give you permission to perform operations in the following AWS service: ${service}. Contact your AWS administrator if you need help. If you are an AWS administrator, you can grant permissions to your users or groups by creating IAM policies.`,
    refused,
  );
}

/** Checks that the service role of a deployment may make a call, by what the table of the called service says. */
export function assertRoleMayCall(
  world: World,
  deployment: DeploymentRecord,
  permissions: NonNullable<SandboxService['permissions']>,
  operation: string,
  input: object,
): void {
  const identity = roleIdentity(world, { roleArn: deployment.group.serviceRoleArn ?? '', sessionName: deployment.id });
  for (const need of needsOfCall(permissions, world, { operation, input, identity })) {
    assertRoleAllows(world, deployment, need.action, need.resource, need.context);
  }
}

/** Making tasks of a task definition passes its roles on. */
export function assertMayPassTaskRoles(world: World, deployment: DeploymentRecord, taskDefinition: string): void {
  const definition = findTaskDefinition(world, taskDefinition);
  for (const roleArn of [definition?.executionRoleArn, definition?.taskRoleArn]) {
    if (roleArn !== undefined)
      assertRoleAllows(world, deployment, 'iam:PassRole', roleArn, { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' });
  }
}
