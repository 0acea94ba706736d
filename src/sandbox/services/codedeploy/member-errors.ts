import type { StaticErrorSchema } from '@smithy/types';
import {
  ApplicationNameRequiredException$,
  DeploymentConfigNameRequiredException$,
  DeploymentGroupNameRequiredException$,
  DeploymentIdRequiredException$,
  InvalidApplicationNameException$,
  InvalidComputePlatformException$,
  InvalidDeploymentConfigNameException$,
  InvalidDeploymentGroupNameException$,
  InvalidDeploymentWaitTypeException$,
  InvalidFileExistsBehaviorException$,
  InvalidSortByException$,
  InvalidSortOrderException$,
  ResourceArnRequiredException$,
  RevisionRequiredException$,
} from '@aws-sdk/client-codedeploy';

/** CodeDeploy has an error of its own for most members that are missing or broken. */
export const memberErrors: readonly StaticErrorSchema[] = [
  ApplicationNameRequiredException$,
  DeploymentConfigNameRequiredException$,
  DeploymentGroupNameRequiredException$,
  DeploymentIdRequiredException$,
  InvalidApplicationNameException$,
  InvalidComputePlatformException$,
  InvalidDeploymentConfigNameException$,
  InvalidDeploymentGroupNameException$,
  InvalidDeploymentWaitTypeException$,
  InvalidFileExistsBehaviorException$,
  InvalidSortByException$,
  InvalidSortOrderException$,
  ResourceArnRequiredException$,
  RevisionRequiredException$,
];
