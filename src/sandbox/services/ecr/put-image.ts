import { ImageDigestDoesNotMatchException$, PutImage$, type PutImageRequest, type PutImageResponse } from '@aws-sdk/client-ecr';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { sha256Of } from './blob-store.ts';
import { invalidParameter } from './faults.ts';
import { requireRepository } from './find-repository.ts';
import { parseManifest } from './manifest.ts';
import { putManifest } from './put-manifest.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
export const putImage = operation(PutImage$, async (world, input: PutImageRequest): Promise<PutImageResponse> => {
  const repository = requireRepository(world, input);
  const text = input.imageManifest ?? '';
  const bytes = new TextEncoder().encode(text);
  const manifest = parseManifest(bytes);
  if (!manifest) throw invalidParameter('ImageManifest', 'Invalid JSON syntax');
  if (input.imageDigest !== undefined && input.imageDigest !== sha256Of(bytes)) {
    throw fault(
      ImageDigestDoesNotMatchException$,
      'The specified image digest does not match the digest that Amazon ECR calculated for the image.',
    );
  }
  const image = await putManifest(world, repository, { bytes, manifest, sentAs: input.imageManifestMediaType, tag: input.imageTag });
  return {
    image: {
      registryId: world.account,
      repositoryName: repository.name,
      imageId: { imageDigest: image.digest, ...(input.imageTag !== undefined && { imageTag: input.imageTag }) },
      imageManifest: text,
      imageManifestMediaType: image.mediaType,
    },
  };
});
