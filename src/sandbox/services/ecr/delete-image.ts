import type { ImageIdentifier } from '@aws-sdk/client-ecr';
import type { World } from '../../world.ts';
import { removeImage } from './collect-garbage.ts';
import { imageEvent } from './image-event.ts';
import type { ImageState, RepositoryState } from './state.ts';

/** Whether an index of the repository lists this image: then it may not go before the index. */
export const isListed = (repository: RepositoryState, image: ImageState): boolean =>
  Object.values(repository.images).some(index => index.children.includes(image.digest));

/** Takes away one tag, and with the last tag the image; without a tag, the image and all its tags. Returns what went. */
export async function deleteImage(
  world: World,
  repository: RepositoryState,
  image: ImageState,
  tag?: string,
): Promise<readonly ImageIdentifier[]> {
  const gone: readonly ImageIdentifier[] =
    tag === undefined && image.tags.length > 0
      ? image.tags.map(imageTag => ({ imageDigest: image.digest, imageTag }))
      : [{ imageDigest: image.digest, ...(tag !== undefined && { imageTag: tag }) }];
  image.tags = tag === undefined ? [] : image.tags.filter(own => own !== tag);
  if (image.tags.length === 0) await removeImage(world, repository, image);
  for (const id of gone) world.emit(imageEvent(repository, image, 'DELETE', id.imageTag));
  return gone;
}
