import { BatchGetImageCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import type { Aws } from '../aws/aws.ts';
import { nameIs } from '../aws/errors.ts';
import { UserError } from '../errors.ts';

/** Gives an image that is there one more tag. */
export async function moveTag(aws: Aws, repositoryName: string, imageDigest: string, imageTag: string): Promise<void> {
  const { images } = await aws.ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageDigest }] }));
  const { imageManifest, imageManifestMediaType } = images?.[0] ?? {};
  try {
    await aws.ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageManifestMediaType, imageDigest, imageTag }));
  } catch (error) {
    if (nameIs(error, 'ImageTagAlreadyExistsException')) {
      throw new UserError('imageTagImmutable', { repository: repositoryName, tag: imageTag }, { cause: error });
    }
    if (!nameIs(error, 'ImageAlreadyExistsException')) throw error;
  }
}
