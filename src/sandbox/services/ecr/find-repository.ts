import type { ImageIdentifier } from '@aws-sdk/client-ecr';
import type { World } from '../../world.ts';
import { invalidParameter, repositoryNotFound } from './faults.ts';
import type { ImageState, RepositoryState } from './state.ts';

type Place = Pick<World, 'state' | 'account'>;

export const findRepository = (world: Pick<World, 'state'>, name: string): RepositoryState | undefined =>
  Object.hasOwn(world.state.ecr.repositories, name) ? world.state.ecr.repositories[name] : undefined;

/** The repository that a request names; refused when there is none, or when it belongs to another registry. */
export function requireRepository(
  world: Place,
  input: { repositoryName?: string | undefined; registryId?: string | undefined },
): RepositoryState {
  const name = input.repositoryName ?? '';
  const repository = findRepository(world, name);
  if (repository === undefined || (input.registryId !== undefined && input.registryId !== world.account)) {
    throw repositoryNotFound({ account: input.registryId ?? world.account }, name);
  }
  return repository;
}

/** The image with this digest, or with this tag, or with both. */
export function findImageById(repository: RepositoryState, id: ImageIdentifier): ImageState | undefined {
  return Object.values(repository.images).find(
    image =>
      (id.imageDigest === undefined || image.digest === id.imageDigest) &&
      (id.imageTag === undefined || image.tags.includes(id.imageTag)) &&
      (id.imageDigest !== undefined || id.imageTag !== undefined),
  );
}

/** The repository whose ARN a tagging request names. */
export function requireRepositoryByArn(world: Place & Pick<World, 'region'>, resourceArn: string | undefined): RepositoryState {
  const [, name] = /^arn:aws:ecr:[^:]+:[^:]+:repository\/(.+)$/.exec(resourceArn ?? '') ?? [];
  if (name === undefined) throw invalidParameter('resourceArn', 'Invalid ARN');
  return requireRepository(world, { repositoryName: name });
}
