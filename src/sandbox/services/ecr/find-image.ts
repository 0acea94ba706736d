import type { World } from '../../world.ts';
import { DIGEST_PATTERN } from './blob-store.ts';
import { findImageById, findRepository } from './find-repository.ts';
import type { ImageState } from './state.ts';

/** The image of an account's repository behind a tag or a digest, as the ECR source action of a pipeline looks it up. */
export function findImage(world: Pick<World, 'state'>, repositoryName: string, tagOrDigest: string): ImageState | undefined {
  const repository = findRepository(world, repositoryName);
  return (
    repository && findImageById(repository, DIGEST_PATTERN.test(tagOrDigest) ? { imageDigest: tagOrDigest } : { imageTag: tagOrDigest })
  );
}
