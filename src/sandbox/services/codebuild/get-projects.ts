import {
  BatchGetBuilds$,
  BatchGetProjects$,
  ListBuilds$,
  ListBuildsForProject$,
  ListProjects$,
  type BatchGetBuildsInput,
  type BatchGetBuildsOutput,
  type BatchGetProjectsInput,
  type BatchGetProjectsOutput,
  type ListBuildsForProjectInput,
  type ListBuildsForProjectOutput,
  type ListBuildsInput,
  type ListBuildsOutput,
  type ListProjectsInput,
  type ListProjectsOutput,
} from '@aws-sdk/client-codebuild';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import type { World } from '../../world.ts';
import { findProject, invalidInput, lookUpProject } from './project.ts';
import { lookUpBuild } from './start-build.ts';

const LARGEST_PAGE = 100;

const badToken = (): Error => invalidInput('Invalid token: the nextToken is not valid');

export const batchGetProjects = operation(BatchGetProjects$, (world, input: BatchGetProjectsInput): BatchGetProjectsOutput => {
  const names = input.names ?? [];
  return {
    projects: names.flatMap(name => lookUpProject(world, name)?.project ?? []),
    projectsNotFound: names.filter(name => lookUpProject(world, name) === undefined),
  };
});

export const listProjects = operation(ListProjects$, (world, input: ListProjectsInput): ListProjectsOutput => {
  const projects = Object.values(world.state.codebuild.projects).map(({ project }) => project);
  const time = (date: Date | undefined): number => date?.getTime() ?? 0;
  projects.sort((a, b) => {
    if (input.sortBy === 'CREATED_TIME') return time(a.created) - time(b.created);
    if (input.sortBy === 'LAST_MODIFIED_TIME') return time(a.lastModified) - time(b.lastModified);
    return (a.name ?? '') < (b.name ?? '') ? -1 : 1;
  });
  if (input.sortOrder === 'DESCENDING') projects.reverse();
  const { items, next } = page(projects, input.nextToken, LARGEST_PAGE, badToken);
  return { projects: items.flatMap(({ name }) => name ?? []), nextToken: next };
});

export const batchGetBuilds = operation(BatchGetBuilds$, (world, input: BatchGetBuildsInput): BatchGetBuildsOutput => {
  const ids = input.ids ?? [];
  return {
    builds: ids.flatMap(id => lookUpBuild(world, id)?.build ?? []),
    buildsNotFound: ids.filter(id => lookUpBuild(world, id) === undefined),
  };
});

/** Newest first, unless asked otherwise. */
function buildIds(world: World, order: string | undefined, projectName?: string): string[] {
  const ids = Object.values(world.state.codebuild.builds)
    .filter(({ build }) => projectName === undefined || build.projectName === projectName)
    .flatMap(({ build }) => build.id ?? []);
  return order === 'ASCENDING' ? ids : ids.reverse();
}

export const listBuilds = operation(ListBuilds$, (world, input: ListBuildsInput): ListBuildsOutput => {
  const { items, next } = page(buildIds(world, input.sortOrder), input.nextToken, LARGEST_PAGE, badToken);
  return { ids: items, nextToken: next };
});

export const listBuildsForProject = operation(
  ListBuildsForProject$,
  (world, input: ListBuildsForProjectInput): ListBuildsForProjectOutput => {
    const { name } = findProject(world, input.projectName).project;
    const { items, next } = page(buildIds(world, input.sortOrder, name), input.nextToken, LARGEST_PAGE, badToken);
    return { ids: items, nextToken: next };
  },
);
