import {
  InvalidLayerPartException$,
  LimitExceededException$,
  UploadLayerPart$,
  type UploadLayerPartRequest,
  type UploadLayerPartResponse,
} from '@aws-sdk/client-ecr';
import { Readable } from 'node:stream';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { uploadNotFound } from './faults.ts';
import { requireRepository } from './find-repository.ts';
import { appendToUpload, withUpload } from './layer-upload.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html */
export const uploadLayerPart = operation(
  UploadLayerPart$,
  async (world, input: UploadLayerPartRequest): Promise<UploadLayerPartResponse> => {
    const repository = requireRepository(world, input);
    const uploadId = input.uploadId ?? '';
    return withUpload(world, repository.name, uploadId, async upload => {
      if (!upload) throw uploadNotFound(world, repository.name, uploadId);
      const part = input.layerPartBlob ?? new Uint8Array();
      const { partFirstByte: first = 0, partLastByte: last = 0 } = input;
      if (first !== upload.received || last - first + 1 !== part.length) {
        throw fault(
          InvalidLayerPartException$,
          `Invalid layer part: expected bytes from ${upload.received}, got ${first} to ${last} with ${part.length} bytes`,
          {
            registryId: world.account,
            repositoryName: repository.name,
            uploadId,
            lastValidByteReceived: Math.max(0, upload.received - 1),
          },
        );
      }
      if (!(await appendToUpload(world, uploadId, upload, Readable.from([part]))))
        throw fault(LimitExceededException$, 'The layer is larger than the maximum layer size.');
      return { registryId: world.account, repositoryName: repository.name, uploadId, lastByteReceived: last };
    });
  },
);
