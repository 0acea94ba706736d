import {
  GetDownloadUrlForLayer$,
  LayersNotFoundException$,
  type GetDownloadUrlForLayerRequest,
  type GetDownloadUrlForLayerResponse,
} from '@aws-sdk/client-ecr';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { downloadSignature } from './authorization.ts';
import { requireRepository } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html */
export const getDownloadUrlForLayer = operation(
  GetDownloadUrlForLayer$,
  (world, input: GetDownloadUrlForLayerRequest): GetDownloadUrlForLayerResponse => {
    const { name, layers } = requireRepository(world, input);
    const layerDigest = input.layerDigest ?? '';
    if (!Object.hasOwn(layers, layerDigest)) {
      throw fault(
        LayersNotFoundException$,
        `The layer with digest '${layerDigest}' does not exist within the repository with name '${name}' in the registry with id '${world.account}'`,
      );
    }
    const url = new URL(`/v2/${name}/blobs/${layerDigest}`, world.endpoint);
    url.searchParams.set('region', world.region);
    url.searchParams.set('signature', downloadSignature(world, name, layerDigest));
    return { downloadUrl: url.href, layerDigest };
  },
);
