import { InvalidRepositoryNameException$, RepositoryDoesNotExistException$, type RepositoryMetadata } from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import type { Repository } from './state.ts';

/** Refuses names that CodeCommit refuses. */
export function checkRepositoryName(name: string): void {
  if (name.length > 100 || !/^[\w.-]+$/.test(name) || name.endsWith('.git')) {
    throw fault(
      InvalidRepositoryNameException$,
      'Repository names are restricted to alphanumeric characters plus underscore (_), hyphen (-) and period (.), and can have at most 100 characters. A repository name can not end in .git',
    );
  }
}

/** The repository of this name, or AWS's refusal. */
export function findRepository(world: World, name: string): Repository {
  checkRepositoryName(name);
  const repository = world.state.codecommit.repositories[name];
  if (repository === undefined) throw fault(RepositoryDoesNotExistException$, `${name} does not exist`);
  return repository;
}

export const repositoryMetadata = (world: World, repository: Repository): RepositoryMetadata => ({
  accountId: world.account,
  repositoryId: repository.id,
  repositoryName: repository.name,
  repositoryDescription: repository.description,
  defaultBranch: repository.defaultBranch,
  creationDate: repository.createdAt,
  lastModifiedDate: repository.modifiedAt,
  cloneUrlHttp: `${world.endpoint}/v1/repos/${repository.name}`,
  cloneUrlSsh: `ssh://git-codecommit.${world.region}.amazonaws.com/v1/repos/${repository.name}`,
  Arn: repository.arn,
  kmsKeyId: repository.kmsKeyId,
});
