import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';

/** The image of a version, as its task definition names it. */
export interface VersionImage {
  readonly digest: string | undefined;
  readonly tags: readonly string[];
  /** `elsewhere`: not in our repository, so that it is not known whether it is still there. */
  readonly kept: 'there' | 'gone' | 'elsewhere';
}

/** `HOST/NAME@sha256:…` or `HOST/NAME:TAG`. */
const REFERENCE = /^[^/]+\/(?<name>[^@:]+)(?:@(?<digest>sha256:[\da-f]{64})|:(?<tag>.+))?$/;

/** Looks whether our repository still holds an image. */
export async function imageKept(aws: Aws, repositoryName: string, image: string): Promise<VersionImage> {
  const { name, digest, tag } = REFERENCE.exec(image)?.groups ?? {};
  if (name !== repositoryName) return { digest, tags: [], kept: 'elsewhere' };
  const imageIds = [digest === undefined ? { imageTag: tag ?? 'latest' } : { imageDigest: digest }];
  const found = await whenMissing(
    aws.ecr.send(new DescribeImagesCommand({ repositoryName, imageIds })),
    'ImageNotFoundException',
    'RepositoryNotFoundException',
  );
  const detail = found?.imageDetails?.[0];
  return { digest, tags: [...(detail?.imageTags ?? [])].sort(), kept: detail === undefined ? 'gone' : 'there' };
}
