import { DeleteRepository$, type DeleteRepositoryInput, type DeleteRepositoryOutput } from '@aws-sdk/client-codecommit';
import { operation } from '../../operation.ts';
import { checkRepositoryName } from './repository.ts';

/** Deleting what is gone succeeds, without an id. */
export const deleteRepository = operation(DeleteRepository$, (world, input: DeleteRepositoryInput): DeleteRepositoryOutput => {
  const name = input.repositoryName ?? '';
  checkRepositoryName(name);
  const id = world.state.codecommit.repositories[name]?.id;
  delete world.state.codecommit.repositories[name];
  return { repositoryId: id };
});
