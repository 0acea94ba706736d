import {
  CreateProject$,
  DeleteProject$,
  ResourceAlreadyExistsException$,
  UpdateProject$,
  type CreateProjectInput,
  type CreateProjectOutput,
  type DeleteProjectInput,
  type Project,
  type ProjectArtifacts,
  type UpdateProjectInput,
  type UpdateProjectOutput,
} from '@aws-sdk/client-codebuild';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { checkProject, findProject, lookUpProject, projectArn } from './project.ts';

function completeArtifacts(projectName: string, artifacts: ProjectArtifacts): ProjectArtifacts {
  if (artifacts.type === 'NO_ARTIFACTS') return artifacts;
  const common = { name: projectName, packaging: 'NONE', encryptionDisabled: false } as const;
  return artifacts.type === 'S3' ? { ...common, namespaceType: 'NONE', ...artifacts } : { ...common, ...artifacts };
}

/** A project as the API shows it: with the defaults filled in. */
function complete(world: World, given: CreateProjectInput & UpdateProjectInput, created: Date): Project {
  const { badgeEnabled = false, name = '', ...rest } = given;
  const { source, artifacts, environment } = rest;
  return {
    ...rest,
    name,
    arn: projectArn(world, name),
    ...(source && { source: { insecureSsl: false, ...source } }),
    ...(artifacts && { artifacts: completeArtifacts(name, artifacts) }),
    ...(environment && {
      environment: {
        imagePullCredentialsType: 'CODEBUILD',
        privilegedMode: false,
        ...environment,
        environmentVariables: environment.environmentVariables ?? [],
      },
    }),
    secondarySources: rest.secondarySources ?? [],
    secondarySourceVersions: rest.secondarySourceVersions ?? [],
    secondaryArtifacts: rest.secondaryArtifacts ?? [],
    cache: rest.cache ?? { type: 'NO_CACHE' },
    timeoutInMinutes: rest.timeoutInMinutes ?? 60,
    queuedTimeoutInMinutes: rest.queuedTimeoutInMinutes ?? 480,
    encryptionKey: rest.encryptionKey ?? arn(world, 'kms', 'alias/aws/s3'),
    tags: rest.tags ?? [],
    badge: { badgeEnabled },
    projectVisibility: 'PRIVATE',
    created,
    lastModified: world.clock.now(),
  };
}

export const createProject = operation(CreateProject$, (world, input: CreateProjectInput): CreateProjectOutput => {
  const { name = '' } = input;
  if (lookUpProject(world, name) !== undefined) {
    throw fault(ResourceAlreadyExistsException$, `Project already exists: ${projectArn(world, name)}`);
  }
  const project = complete(world, input, world.clock.now());
  checkProject(world, project);
  world.state.codebuild.projects[name] = { project, buildCount: 0 };
  return { project };
});

/** What is left out stays as it is. */
export const updateProject = operation(UpdateProject$, (world, input: UpdateProjectInput): UpdateProjectOutput => {
  const record = findProject(world, input.name);
  const {
    badge,
    created,
    arn: _arn,
    lastModified: _lastModified,
    projectVisibility: _visibility,
    webhook: _webhook,
    ...before
  } = record.project;
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const merged = { badgeEnabled: badge?.badgeEnabled ?? false, ...before, ...given, name: before.name };
  const project = complete(world, merged as CreateProjectInput & UpdateProjectInput, created ?? world.clock.now());
  checkProject(world, project);
  record.project = project;
  return { project };
});

/** Deleting what is gone succeeds. Its builds stay. */
export const deleteProject = operation(DeleteProject$, (world, input: DeleteProjectInput): object => {
  const name = lookUpProject(world, input.name ?? '')?.project.name;
  if (name !== undefined) delete world.state.codebuild.projects[name];
  return {};
});
