import {
  BatchCheckLayerAvailability$,
  type BatchCheckLayerAvailabilityRequest,
  type BatchCheckLayerAvailabilityResponse,
  type LayerFailure,
} from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { DIGEST_PATTERN } from './blob-store.ts';
import { requireRepository } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchCheckLayerAvailability.html */
export const batchCheckLayerAvailability = operation(
  BatchCheckLayerAvailability$,
  (world, input: BatchCheckLayerAvailabilityRequest): BatchCheckLayerAvailabilityResponse => {
    const { layers } = requireRepository(world, input);
    const digests = input.layerDigests ?? [];
    return {
      layers: digests
        .filter(digest => DIGEST_PATTERN.test(digest))
        .map(layerDigest => ({
          layerDigest,
          layerAvailability: Object.hasOwn(layers, layerDigest) ? 'AVAILABLE' : 'UNAVAILABLE',
          layerSize: layers[layerDigest] ?? 0,
        })),
      failures: digests.filter(digest => !DIGEST_PATTERN.test(digest)).map(invalidDigest),
    };
  },
);

const invalidDigest = (layerDigest: string): LayerFailure => ({
  layerDigest,
  failureCode: 'InvalidLayerDigest',
  failureReason: `Invalid layer digest: ${layerDigest}`,
});
