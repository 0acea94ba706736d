import { BatchGetImage$, type BatchGetImageRequest, type BatchGetImageResponse, type Image, type ImageFailure } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { readBlob } from './blob-store.ts';
import { findImageById, requireRepository } from './find-repository.ts';
import { imageFailure } from './image-failure.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html */
export const batchGetImage = operation(BatchGetImage$, async (world, input: BatchGetImageRequest): Promise<BatchGetImageResponse> => {
  const repository = requireRepository(world, input);
  const images: Image[] = [];
  const failures: ImageFailure[] = [];
  for (const id of input.imageIds ?? []) {
    const image = findImageById(repository, id);
    if (!image) {
      failures.push(imageFailure(repository, id));
      continue;
    }
    images.push({
      registryId: world.account,
      repositoryName: repository.name,
      imageId: { imageDigest: image.digest, ...(id.imageTag !== undefined && { imageTag: id.imageTag }) },
      imageManifest: new TextDecoder().decode(await readBlob(world, image.digest)),
      imageManifestMediaType: image.mediaType,
    });
  }
  return { images, failures };
});
