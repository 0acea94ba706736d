import {
  GetDeploymentConfig$,
  ListDeploymentConfigs$,
  type GetDeploymentConfigInput,
  type GetDeploymentConfigOutput,
  type ListDeploymentConfigsInput,
  type ListDeploymentConfigsOutput,
} from '@aws-sdk/client-codedeploy';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken } from './application.ts';
import { allConfigs, findConfig } from './deployment-config.ts';

export const getDeploymentConfig = operation(GetDeploymentConfig$, (world, input: GetDeploymentConfigInput): GetDeploymentConfigOutput => ({
  deploymentConfigInfo: findConfig(world, input.deploymentConfigName),
}));

export const listDeploymentConfigs = operation(
  ListDeploymentConfigs$,
  (world, input: ListDeploymentConfigsInput): ListDeploymentConfigsOutput => {
    const names = allConfigs(world).map(config => config.deploymentConfigName ?? '');
    const { items, next } = page(names, input.nextToken, 100, badToken);
    return { deploymentConfigsList: items, nextToken: next };
  },
);
