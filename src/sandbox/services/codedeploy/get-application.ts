import {
  BatchGetApplications$,
  BatchLimitExceededException$,
  GetApplication$,
  ListApplications$,
  type ApplicationInfo,
  type BatchGetApplicationsInput,
  type BatchGetApplicationsOutput,
  type GetApplicationInput,
  type GetApplicationOutput,
  type ListApplicationsInput,
  type ListApplicationsOutput,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken, findApplication } from './application.ts';
import type { ApplicationRecord } from './state.ts';

const describe = (application: ApplicationRecord): ApplicationInfo => ({
  applicationId: application.id,
  applicationName: application.name,
  createTime: application.createTime,
  linkedToGitHub: false,
  computePlatform: application.computePlatform,
});

export const getApplication = operation(GetApplication$, (world, input: GetApplicationInput): GetApplicationOutput => ({
  application: describe(findApplication(world, input.applicationName)),
}));

export const batchGetApplications = operation(
  BatchGetApplications$,
  (world, input: BatchGetApplicationsInput): BatchGetApplicationsOutput => {
    const names = input.applicationNames ?? [];
    if (names.length > 100) throw fault(BatchLimitExceededException$, 'The maximum number of applications is 100.');
    return { applicationsInfo: names.map(name => describe(findApplication(world, name))) };
  },
);

export const listApplications = operation(ListApplications$, (world, input: ListApplicationsInput): ListApplicationsOutput => {
  const { items, next } = page(Object.keys(world.state.codedeploy.applications).sort(), input.nextToken, 100, badToken);
  return { applications: items, nextToken: next };
});
