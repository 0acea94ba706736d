import type { ImageFailure, ImageIdentifier } from '@aws-sdk/client-ecr';
import { DIGEST_PATTERN } from './blob-store.ts';
import { findImageById } from './find-repository.ts';
import type { RepositoryState } from './state.ts';

/** Why a batch operation did not find an image; such answers are no errors. */
export function imageFailure(repository: RepositoryState, id: ImageIdentifier): ImageFailure {
  if (id.imageDigest === undefined && id.imageTag === undefined) {
    return {
      imageId: id,
      failureCode: 'MissingDigestAndTag',
      failureReason: 'Invalid request parameters: both tag and digest cannot be null',
    };
  }
  if (id.imageDigest !== undefined && !DIGEST_PATTERN.test(id.imageDigest)) {
    return {
      imageId: id,
      failureCode: 'InvalidImageDigest',
      failureReason: `Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'`,
    };
  }
  if (id.imageDigest !== undefined && id.imageTag !== undefined && findImageById(repository, { imageDigest: id.imageDigest })) {
    return { imageId: id, failureCode: 'ImageTagDoesNotMatchDigest', failureReason: 'Requested image tag does not match image digest' };
  }
  return { imageId: id, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' };
}
