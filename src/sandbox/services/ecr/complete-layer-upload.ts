import {
  CompleteLayerUpload$,
  EmptyUploadException$,
  InvalidLayerException$,
  LayerAlreadyExistsException$,
  type CompleteLayerUploadRequest,
  type CompleteLayerUploadResponse,
} from '@aws-sdk/client-ecr';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { uploadNotFound } from './faults.ts';
import { requireRepository } from './find-repository.ts';
import { cancelUpload, completeUpload, withUpload } from './layer-upload.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CompleteLayerUpload.html */
export const completeLayerUpload = operation(
  CompleteLayerUpload$,
  async (world, input: CompleteLayerUploadRequest): Promise<CompleteLayerUploadResponse> => {
    const repository = requireRepository(world, input);
    const uploadId = input.uploadId ?? '';
    return withUpload(world, repository.name, uploadId, async upload => {
      if (!upload) throw uploadNotFound(world, repository.name, uploadId);
      if (upload.received === 0) throw fault(EmptyUploadException$, 'The specified layer upload does not contain any layer parts.');
      const expected = input.layerDigests?.[0] ?? '';
      if (Object.hasOwn(repository.layers, expected)) {
        await cancelUpload(world, uploadId);
        throw fault(
          LayerAlreadyExistsException$,
          `The layer with digest '${expected}' already exists in the repository with name '${repository.name}' in registry with id '${world.account}'`,
        );
      }
      const { digest, matches } = await completeUpload(world, repository, uploadId, expected);
      if (!matches) throw fault(InvalidLayerException$, `Layer digest '${expected}' does not match calculated digest '${digest}'`);
      return { registryId: world.account, repositoryName: repository.name, uploadId, layerDigest: digest };
    });
  },
);
