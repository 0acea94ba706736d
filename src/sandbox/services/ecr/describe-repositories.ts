import { DescribeRepositories$, type DescribeRepositoriesRequest, type DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepository } from './find-repository.ts';
import { page } from './page.ts';
import { repositoryShape } from './repository-shape.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export const describeRepositories = operation(
  DescribeRepositories$,
  (world, input: DescribeRepositoriesRequest): DescribeRepositoriesResponse => {
    const chosen = input.repositoryNames?.length
      ? input.repositoryNames.map(repositoryName => requireRepository(world, { ...input, repositoryName }))
      : Object.values(world.state.ecr.repositories).sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, ...next } = page(chosen, input);
    return { repositories: items.map(repository => repositoryShape(world, repository)), ...next };
  },
);
