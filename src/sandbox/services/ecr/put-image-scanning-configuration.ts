import {
  PutImageScanningConfiguration$,
  type PutImageScanningConfigurationRequest,
  type PutImageScanningConfigurationResponse,
} from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';
import { requireRepository } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html */
export const putImageScanningConfiguration = operation(
  PutImageScanningConfiguration$,
  (world, input: PutImageScanningConfigurationRequest): PutImageScanningConfigurationResponse => {
    const repository = requireRepository(world, input);
    repository.scanOnPush = input.imageScanningConfiguration?.scanOnPush ?? false;
    return {
      registryId: world.account,
      repositoryName: repository.name,
      imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    };
  },
);
