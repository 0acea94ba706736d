import { InitiateLayerUpload$, type InitiateLayerUploadRequest, type InitiateLayerUploadResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepository } from './find-repository.ts';
import { beginUpload } from './layer-upload.ts';

const PART_SIZE = 10 * 1024 * 1024;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html */
export const initiateLayerUpload = operation(
  InitiateLayerUpload$,
  async (world, input: InitiateLayerUploadRequest): Promise<InitiateLayerUploadResponse> => ({
    uploadId: await beginUpload(world, requireRepository(world, input).name),
    partSize: PART_SIZE,
  }),
);
