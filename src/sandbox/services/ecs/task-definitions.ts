import {
  DeleteTaskDefinitions$,
  DeregisterTaskDefinition$,
  DescribeTaskDefinition$,
  ListTaskDefinitionFamilies$,
  ListTaskDefinitions$,
  type DeleteTaskDefinitionsRequest,
  type DeleteTaskDefinitionsResponse,
  type DeregisterTaskDefinitionRequest,
  type DeregisterTaskDefinitionResponse,
  type DescribeTaskDefinitionRequest,
  type DescribeTaskDefinitionResponse,
  type ListTaskDefinitionFamiliesRequest,
  type ListTaskDefinitionFamiliesResponse,
  type ListTaskDefinitionsRequest,
  type ListTaskDefinitionsResponse,
} from '@aws-sdk/client-ecs';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { clientException, invalidParameter } from './faults.ts';
import { findTaskDefinition } from './find.ts';
import { page } from './page.ts';
import { tagsOf } from './tags.ts';

export const describeTaskDefinition = operation(
  DescribeTaskDefinition$,
  (world: World, input: DescribeTaskDefinitionRequest): DescribeTaskDefinitionResponse => {
    const found = findTaskDefinition(world, input.taskDefinition ?? '');
    if (!found) throw clientException('Unable to describe task definition.');
    return { taskDefinition: found, ...(input.include?.includes('TAGS') && { tags: tagsOf(world, found.taskDefinitionArn) }) };
  },
);

export const listTaskDefinitions = operation(
  ListTaskDefinitions$,
  (world: World, input: ListTaskDefinitionsRequest): ListTaskDefinitionsResponse => {
    const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
    // Despite its name, AWS compares familyPrefix with the whole family.
    const found = Object.values(world.state.ecs.taskDefinitions)
      .filter(definition => definition.status === status && (familyPrefix === undefined || definition.family === familyPrefix))
      .sort((a, b) => (a.family === b.family ? a.revision - b.revision : a.family < b.family ? -1 : 1));
    if (sort === 'DESC') found.reverse();
    const { items, next } = page(found, input.nextToken, input.maxResults);
    return { taskDefinitionArns: items.map(definition => definition.taskDefinitionArn), ...(next && { nextToken: next }) };
  },
);

export const listTaskDefinitionFamilies = operation(
  ListTaskDefinitionFamilies$,
  (world: World, input: ListTaskDefinitionFamiliesRequest): ListTaskDefinitionFamiliesResponse => {
    const all = Object.values(world.state.ecs.taskDefinitions);
    const active = new Set(all.filter(definition => definition.status === 'ACTIVE').map(definition => definition.family));
    const families = [...new Set(all.map(definition => definition.family))]
      .filter(family => family.startsWith(input.familyPrefix ?? ''))
      .filter(family => input.status === undefined || input.status === 'ALL' || active.has(family) === (input.status === 'ACTIVE'))
      .sort();
    const { items, next } = page(families, input.nextToken, input.maxResults);
    return { families: items, ...(next && { nextToken: next }) };
  },
);

export const deregisterTaskDefinition = operation(
  DeregisterTaskDefinition$,
  (world: World, input: DeregisterTaskDefinitionRequest): DeregisterTaskDefinitionResponse => {
    const reference = input.taskDefinition ?? '';
    if (!/:\d+$/.test(reference)) throw clientException('A task definition must be specified with a revision.');
    const found = findTaskDefinition(world, reference);
    if (!found) throw clientException('The specified task definition does not exist.');
    if (found.status === 'DELETE_IN_PROGRESS') throw clientException('The specified task definition is in the process of being deleted.');
    Object.assign(found, { status: 'INACTIVE', deregisteredAt: found.deregisteredAt ?? world.clock.now() });
    return { taskDefinition: found };
  },
);

export const deleteTaskDefinitions = operation(
  DeleteTaskDefinitions$,
  (world: World, input: DeleteTaskDefinitionsRequest): DeleteTaskDefinitionsResponse => {
    const references = input.taskDefinitions ?? [];
    if (references.length < 1 || references.length > 10)
      throw invalidParameter('Between 1 and 10 task definitions can be deleted in one call.');
    const deleted: DeleteTaskDefinitionsResponse['taskDefinitions'] = [];
    const failures: DeleteTaskDefinitionsResponse['failures'] = [];
    for (const reference of references) {
      const found = findTaskDefinition(world, reference);
      if (!found) failures.push({ arn: toArn(world, reference), reason: 'MISSING' });
      else if (found.status === 'ACTIVE') {
        failures.push({
          arn: found.taskDefinitionArn,
          reason: 'The specified task definition is still in ACTIVE status. Please deregister the target and try again.',
        });
      } else {
        Object.assign(found, { status: 'DELETE_IN_PROGRESS', deleteRequestedAt: world.clock.now() });
        deleted.push(found);
        world.clock.after(DELETION_SECONDS, 'ecs.task-definition-deleted', { key: `${found.family}:${found.revision}` });
      }
    }
    return { taskDefinitions: deleted, failures };
  },
);

/** After that a deleted revision is gone, unless tasks or services still use it. */
const DELETION_SECONDS = 60;

/** Forgets a deleted revision, or waits while it is in use. */
export function taskDefinitionDeleted(world: World, { key }: { key: string }): void {
  const definition = world.state.ecs.taskDefinitions[key];
  if (!definition) return;
  const used = (reference: string): boolean => reference === definition.taskDefinitionArn;
  const { services, tasks, taskDefinitions, tags } = world.state.ecs;
  const inUse =
    Object.values(services).some(
      service => service.status !== 'INACTIVE' && (used(service.taskDefinition) || service.taskSets.some(set => used(set.taskDefinition))),
    ) || Object.values(tasks).some(task => task.lastStatus !== 'STOPPED' && used(task.taskDefinitionArn));
  if (inUse) {
    world.clock.after(DELETION_SECONDS, 'ecs.task-definition-deleted', { key });
    return;
  }
  delete taskDefinitions[key];
  delete tags[definition.taskDefinitionArn];
}

const toArn = (world: World, reference: string): string =>
  reference.startsWith('arn:') ? reference : arn(world, 'ecs', `task-definition/${reference}`);
