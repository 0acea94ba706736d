import {
  BatchGetRepositories$,
  GetRepository$,
  InvalidContinuationTokenException$,
  ListRepositories$,
  MaximumRepositoryNamesExceededException$,
  type BatchGetRepositoriesInput,
  type BatchGetRepositoriesOutput,
  type GetRepositoryInput,
  type GetRepositoryOutput,
  type ListRepositoriesInput,
  type ListRepositoriesOutput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { findRepository, repositoryMetadata } from './repository.ts';

export const getRepository = operation(GetRepository$, (world, input: GetRepositoryInput): GetRepositoryOutput => ({
  repositoryMetadata: repositoryMetadata(world, findRepository(world, input.repositoryName ?? '')),
}));

export const batchGetRepositories = operation(
  BatchGetRepositories$,
  (world, input: BatchGetRepositoriesInput): BatchGetRepositoriesOutput => {
    const names = input.repositoryNames ?? [];
    if (names.length > 100) throw fault(MaximumRepositoryNamesExceededException$, 'At most 100 repository names can be given.');
    const known = world.state.codecommit.repositories;
    return {
      repositories: names.flatMap(name => (known[name] === undefined ? [] : [repositoryMetadata(world, known[name])])),
      repositoriesNotFound: names.filter(name => known[name] === undefined),
    };
  },
);

export const listRepositories = operation(ListRepositories$, (world, input: ListRepositoriesInput): ListRepositoriesOutput => {
  const sorted = Object.values(world.state.codecommit.repositories).sort((a, b) =>
    input.sortBy === 'lastModifiedDate' ? a.modifiedAt.getTime() - b.modifiedAt.getTime() : a.name.localeCompare(b.name),
  );
  const ordered = input.order === 'descending' ? sorted.reverse() : sorted;
  const { items, next } = page(ordered, input.nextToken, 1000, () =>
    fault(InvalidContinuationTokenException$, 'The specified continuation token is not valid.'),
  );
  return { repositories: items.map(({ name, id }) => ({ repositoryName: name, repositoryId: id })), nextToken: next };
});
