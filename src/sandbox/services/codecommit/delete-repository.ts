import { DeleteRepository$, type DeleteRepositoryInput, type DeleteRepositoryOutput } from '@aws-sdk/client-codecommit';
import { operation } from '../../operation.ts';
import { releaseObjects } from './object-store.ts';
import { checkRepositoryName } from './repository.ts';

/** Deleting what is gone succeeds, without an id. */
export const deleteRepository = operation(DeleteRepository$, (world, input: DeleteRepositoryInput): DeleteRepositoryOutput => {
  const name = input.repositoryName ?? '';
  checkRepositoryName(name);
  const repository = world.state.codecommit.repositories[name];
  if (repository === undefined) return {};
  releaseObjects(world, repository);
  delete world.state.codecommit.repositories[name];
  return { repositoryId: repository.id };
});
