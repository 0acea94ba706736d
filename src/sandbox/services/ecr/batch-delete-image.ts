import {
  BatchDeleteImage$,
  type BatchDeleteImageRequest,
  type BatchDeleteImageResponse,
  type ImageFailure,
  type ImageIdentifier,
} from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { deleteImage, isListed } from './delete-image.ts';
import { findImageById, requireRepository } from './find-repository.ts';
import { imageFailure } from './image-failure.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html */
export const batchDeleteImage = operation(
  BatchDeleteImage$,
  async (world, input: BatchDeleteImageRequest): Promise<BatchDeleteImageResponse> => {
    const repository = requireRepository(world, input);
    const imageIds: ImageIdentifier[] = [];
    const failures: ImageFailure[] = [];
    for (const id of indexesFirst(input.imageIds ?? [], id => (findImageById(repository, id)?.children.length ?? 0) > 0)) {
      const image = findImageById(repository, id);
      if (!image) {
        failures.push(imageFailure(repository, id));
      } else if (isListed(repository, image) && (id.imageTag === undefined || image.tags.length === 1)) {
        failures.push({
          imageId: id,
          failureCode: 'ImageReferencedByManifestList',
          failureReason: `Requested image referenced by manifest list: [${Object.values(repository.images)
            .filter(index => index.children.includes(image.digest))
            .map(index => index.digest)
            .join(', ')}]`,
        });
      } else {
        imageIds.push(...(await deleteImage(world, repository, image, id.imageTag)));
      }
    }
    return { imageIds, failures };
  },
);

/** An index in the same request goes before the images that it lists, so that one request can take away all of them. */
const indexesFirst = (ids: readonly ImageIdentifier[], isIndex: (id: ImageIdentifier) => boolean): readonly ImageIdentifier[] => [
  ...ids.filter(isIndex),
  ...ids.filter(id => !isIndex(id)),
];
