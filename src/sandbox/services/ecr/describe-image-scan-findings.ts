import {
  DescribeImageScanFindings$,
  ScanNotFoundException$,
  type DescribeImageScanFindingsRequest,
  type DescribeImageScanFindingsResponse,
} from '@aws-sdk/client-ecr';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { imageIdText, imageNotFound } from './faults.ts';
import { findImageById, requireRepository } from './find-repository.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html; the sandbox scans nothing, so it finds nothing. */
export const describeImageScanFindings = operation(
  DescribeImageScanFindings$,
  (world, input: DescribeImageScanFindingsRequest): DescribeImageScanFindingsResponse => {
    const repository = requireRepository(world, input);
    const id = input.imageId ?? {};
    const image = findImageById(repository, id);
    if (!image) throw imageNotFound(world, repository.name, id);
    if (!repository.scanOnPush) {
      throw fault(
        ScanNotFoundException$,
        `Image scan does not exist for the image with '${imageIdText(id)}' in the repository with name '${repository.name}' in the registry with id '${world.account}'`,
      );
    }
    return {
      registryId: world.account,
      repositoryName: repository.name,
      imageId: { imageDigest: image.digest, ...(id.imageTag !== undefined && { imageTag: id.imageTag }) },
      imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
      imageScanFindings: { imageScanCompletedAt: image.pushedAt, findings: [], findingSeverityCounts: {} },
    };
  },
);
