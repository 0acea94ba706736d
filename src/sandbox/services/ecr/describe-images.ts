import { DescribeImages$, type DescribeImagesRequest, type DescribeImagesResponse, type ImageDetail } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { imageNotFound } from './faults.ts';
import { findImageById, requireRepository } from './find-repository.ts';
import { page } from './page.ts';
import type { ImageState, RepositoryState } from './state.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
export const describeImages = operation(DescribeImages$, (world, input: DescribeImagesRequest): DescribeImagesResponse => {
  const repository = requireRepository(world, input);
  const images = input.imageIds?.length
    ? input.imageIds.map(id => {
        const image = findImageById(repository, id);
        if (!image) throw imageNotFound(world, repository.name, id);
        return image;
      })
    : Object.values(repository.images);
  const wanted = input.filter?.tagStatus;
  const filtered = [...new Set(images)].filter(
    image => wanted === undefined || wanted === 'ANY' || (wanted === 'TAGGED') === image.tags.length > 0,
  );
  const { items, ...next } = page(filtered, input);
  return { imageDetails: items.map(image => imageDetail(world, repository, image)), ...next };
});

const imageDetail = (world: World, repository: RepositoryState, image: ImageState): ImageDetail => ({
  registryId: world.account,
  repositoryName: repository.name,
  imageDigest: image.digest,
  ...(image.tags.length > 0 && { imageTags: [...image.tags] }),
  imageSizeInBytes: image.size,
  imagePushedAt: image.pushedAt,
  imageManifestMediaType: image.mediaType,
  ...(image.artifactMediaType !== undefined && { artifactMediaType: image.artifactMediaType }),
});
