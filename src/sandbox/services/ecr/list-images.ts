import { ListImages$, type ImageIdentifier, type ListImagesRequest, type ListImagesResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepository } from './find-repository.ts';
import { page } from './page.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html */
export const listImages = operation(ListImages$, (world, input: ListImagesRequest): ListImagesResponse => {
  const repository = requireRepository(world, input);
  const wanted = input.filter?.tagStatus ?? 'ANY';
  const ids = Object.values(repository.images).flatMap((image): ImageIdentifier[] => {
    const tagged = image.tags.map(imageTag => ({ imageDigest: image.digest, imageTag }));
    if (tagged.length > 0) return wanted === 'UNTAGGED' ? [] : tagged;
    return wanted === 'TAGGED' ? [] : [{ imageDigest: image.digest }];
  });
  const { items, ...next } = page(ids, input);
  return { imageIds: items, ...next };
});
