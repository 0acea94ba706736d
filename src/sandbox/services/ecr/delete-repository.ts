import {
  DeleteRepository$,
  RepositoryNotEmptyException$,
  type DeleteRepositoryRequest,
  type DeleteRepositoryResponse,
} from '@aws-sdk/client-ecr';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { dropRepository } from './collect-garbage.ts';
import { requireRepository } from './find-repository.ts';
import { repositoryShape } from './repository-shape.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html */
export const deleteRepository = operation(
  DeleteRepository$,
  async (world, input: DeleteRepositoryRequest): Promise<DeleteRepositoryResponse> => {
    const repository = requireRepository(world, input);
    if (Object.keys(repository.images).length > 0 && !input.force) {
      throw fault(
        RepositoryNotEmptyException$,
        `The repository with name '${repository.name}' in registry with id '${world.account}' cannot be deleted because it still contains images`,
      );
    }
    delete world.state.ecr.repositories[repository.name];
    await dropRepository(world, repository);
    return { repository: repositoryShape(world, repository) };
  },
);
