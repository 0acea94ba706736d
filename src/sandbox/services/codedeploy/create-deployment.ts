import {
  CreateDeployment$,
  DeploymentGroupNameRequiredException$,
  DeploymentLimitExceededException$,
  InvalidDeploymentConfigNameException$,
  InvalidFileExistsBehaviorException$,
  UnsupportedActionForDeploymentTypeException$,
  type CreateDeploymentInput,
  type CreateDeploymentOutput,
  type DeploymentGroupInfo,
} from '@aws-sdk/client-codedeploy';
import { schedule } from '../../behaviours/blue-green/steps.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { addDeployment } from './add-deployment.ts';
import { findApplication, findGroup } from './application.ts';
import { findConfig } from './deployment-config.ts';
import { normalize, readRevision, registerRevision } from './revision.ts';
import type { DeploymentRecord } from './state.ts';

const BEGIN_SECONDS = 2;

/** Deployments of a group that have not ended. */
const activeIn = (world: World, group: DeploymentGroupInfo): DeploymentRecord | undefined =>
  Object.values(world.state.codedeploy.deployments).find(
    deployment => deployment.group.deploymentGroupId === group.deploymentGroupId && deployment.completeTime === undefined,
  );

export const createDeployment = operation(CreateDeployment$, (world, input: CreateDeploymentInput): CreateDeploymentOutput => {
  const application = findApplication(world, input.applicationName);
  if (input.deploymentGroupName === undefined) throw fault(DeploymentGroupNameRequiredException$, 'Deployment Group name is missing');
  const { info: group } = findGroup(application, input.deploymentGroupName);
  if (application.computePlatform !== 'ECS') {
    throw fault(
      UnsupportedActionForDeploymentTypeException$,
      `The local sandbox runs deployments to Amazon ECS only; the application ${application.name} is for the ${application.computePlatform} compute platform.`,
    );
  }
  if (input.fileExistsBehavior !== undefined) {
    throw fault(InvalidFileExistsBehaviorException$, 'For Lambda and ECS deployment, fileExistsBehavior can not be specified');
  }
  const appSpec = readRevision(world, input.revision, group.serviceRoleArn ?? '');
  const config = findConfig(world, input.deploymentConfigName ?? group.deploymentConfigName);
  if (config.computePlatform !== 'ECS') {
    throw fault(
      InvalidDeploymentConfigNameException$,
      `The deployment configuration ${config.deploymentConfigName} is not for the ECS compute platform`,
    );
  }
  const active = activeIn(world, group);
  if (active !== undefined) {
    throw fault(
      DeploymentLimitExceededException$,
      `The Deployment Group '${group.deploymentGroupName}' already has an active Deployment '${active.id}'`,
    );
  }
  const revision = normalize(input.revision ?? {});
  const known = registerRevision(world, application, revision);
  known.info.firstUsedTime ??= world.clock.now();
  known.info.lastUsedTime = world.clock.now();
  known.info.deploymentGroups = [...new Set([...(known.info.deploymentGroups ?? []), group.deploymentGroupName ?? ''])];
  const deployment = addDeployment(world, {
    creator: 'user',
    description: input.description,
    revision,
    previousRevision: group.targetRevision,
    appSpec,
    config,
    group: {
      ...group,
      ...(input.autoRollbackConfiguration && { autoRollbackConfiguration: input.autoRollbackConfiguration }),
      ...(input.overrideAlarmConfiguration && { alarmConfiguration: input.overrideAlarmConfiguration }),
    },
  });
  group.lastAttemptedDeployment = { deploymentId: deployment.id, status: 'Created', createTime: deployment.createTime };
  schedule(world, deployment, 'begin', BEGIN_SECONDS);
  return { deploymentId: deployment.id };
});
