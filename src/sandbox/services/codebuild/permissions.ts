import type {
  CreateProjectInput,
  DeleteProjectInput,
  BatchGetBuildsInput,
  BatchGetProjectsInput,
  ListBuildsForProjectInput,
  StartBuildInput,
  StopBuildInput,
  Tag,
  UpdateProjectInput,
} from '@aws-sdk/client-codebuild';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import type { World } from '../../world.ts';
import { lookUpProject, projectArn } from './project.ts';

type Context = NonNullable<Need['context']>;

const resourceTags = (world: World, name: string): Context =>
  Object.fromEntries((lookUpProject(world, name)?.project.tags ?? []).map(({ key, value }) => [`aws:ResourceTag/${key}`, value ?? '']));

const requestTags = (tags: readonly Tag[] = []): Context => ({
  ...Object.fromEntries(tags.map(({ key, value }) => [`aws:RequestTag/${key}`, value ?? ''])),
  ...(tags.length > 0 && { 'aws:TagKeys': tags.map(({ key }) => key ?? '') }),
});

const on = (world: World, action: string, name = '', context: Context = {}): Need => ({
  action: `codebuild:${action}`,
  resource: name.startsWith('arn:') ? name : projectArn(world, name),
  context: { ...resourceTags(world, name), ...context },
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
