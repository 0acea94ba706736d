import { BatchGetImageCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import type { Aws } from '../aws/aws.ts';
import { nameIs } from '../aws/errors.ts';
import type { Stopping } from '../aws/pause.ts';
import { retryTransient } from '../aws/retry.ts';
import { UserError } from '../errors.ts';

/** Gives an image that is there one more tag. */
export async function moveTag(
  aws: Aws,
  repositoryName: string,
  { digest: imageDigest, tag: imageTag }: { readonly digest: string; readonly tag: string },
  stopping: Stopping = {},
): Promise<void> {
  const { images } = await aws.ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageDigest }] }));
  const { imageManifest, imageManifestMediaType } = images?.[0] ?? {};
  try {
    const put = new PutImageCommand({ repositoryName, imageManifest, imageManifestMediaType, imageDigest, imageTag });
    await retryTransient(aws, stopping, () => aws.ecr.send(put));
  } catch (error) {
    if (nameIs(error, 'ImageTagAlreadyExistsException')) {
      throw new UserError('imageTagImmutable', { repository: repositoryName, tag: imageTag }, { cause: error });
    }
    if (!nameIs(error, 'ImageAlreadyExistsException')) throw error;
  }
}
