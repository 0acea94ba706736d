import type {
  CreateProjectInput,
  DeleteProjectInput,
  BatchGetBuildsInput,
  BatchGetProjectsInput,
  ListBuildsForProjectInput,
  StartBuildInput,
  StopBuildInput,
  UpdateProjectInput,
} from '@aws-sdk/client-codebuild';
import { requestTags, resourceTags } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import type { World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';
import { lookUpProject, projectArn } from './project.ts';

const on = (world: World, action: string, name = '', context: RequestContext = {}): Need => ({
  action: `codebuild:${action}`,
  resource: name.startsWith('arn:') ? name : projectArn(world, name),
  context: { ...resourceTags(lookUpProject(world, name)?.project.tags), ...context },
});

const passRole = (roleArn: string | undefined): Need[] =>
  roleArn === undefined
    ? []
    : [{ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': 'codebuild.amazonaws.com' } }];

/** A build is named after its project: `project:uuid`, be it at the end of an ARN. */
const projectOfBuild = (id = ''): string => id.replace(/^arn:.*:build\//, '').split(':')[0] ?? '';

/** What IAM is asked (Service Authorization Reference, "AWS CodeBuild"): projects are the resources, of builds too. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  BatchGetBuilds: needs((world, { ids = [] }: BatchGetBuildsInput) =>
    [...new Set(ids.map(projectOfBuild))].map(name => on(world, 'BatchGetBuilds', name)),
  ),
  BatchGetProjects: needs((world, { names = [] }: BatchGetProjectsInput) => names.map(name => on(world, 'BatchGetProjects', name))),
  CreateProject: needs((world, input: CreateProjectInput) => [
    on(world, 'CreateProject', input.name, requestTags(input.tags)),
    ...passRole(input.serviceRole),
  ]),
  DeleteProject: needs((world, input: DeleteProjectInput) => [on(world, 'DeleteProject', input.name)]),
  ListBuilds: needs(() => [{ action: 'codebuild:ListBuilds', resource: '*' }]),
  ListBuildsForProject: needs((world, input: ListBuildsForProjectInput) => [on(world, 'ListBuildsForProject', input.projectName)]),
  ListProjects: needs(() => [{ action: 'codebuild:ListProjects', resource: '*' }]),
  StartBuild: needs((world, input: StartBuildInput) => [
    on(world, 'StartBuild', input.projectName),
    ...passRole(input.serviceRoleOverride),
  ]),
  StopBuild: needs((world, input: StopBuildInput) => [on(world, 'StopBuild', projectOfBuild(input.id))]),
  UpdateProject: needs((world, input: UpdateProjectInput) => [
    on(world, 'UpdateProject', input.name, requestTags(input.tags)),
    ...passRole(input.serviceRole),
  ]),
};
